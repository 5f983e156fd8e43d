# Reference values for agreement of two coders by character, code by code: marks made at random are
# laid out character by character. Kappa by psych; alpha from its coincidence matrix, AC1 by formula.
# usage: Rscript make_coder_agreement.R SEED OUTDIR   (the CSVs beside this script: seed 20201016)
suppressMessages(library(psych))
given <- commandArgs(TRUE); set.seed(as.integer(given[1])); out <- given[2]
dir.create(out, showWarnings = FALSE, recursive = TRUE)
cat(R.version.string, "psych", as.character(packageVersion("psych")), "\n")
interviews <- data.frame(interview = sprintf("I%02d", 1:6), characters = sample(150:400, 6))
marks <- list()
for (i in 1:6) for (code in c("a", "b", "c")) for (n in seq_len(sample(0:3, 1))) {
  long <- interviews$characters[i]; start <- sample(0:(long - 40), 1); end <- start + sample(5:40, 1)
  for (coder in c("coder-1", "coder-2")) if (runif(1) < .8) {
    moved <- pmin(pmax(c(start, end) + sample(-4:4, 2, TRUE), 0), long)
    if (moved[2] > moved[1]) marks[[length(marks) + 1]] <- data.frame(
      interview = interviews$interview[i], coder = coder, code = code, start = moved[1], end = moved[2])
  }
}
marks <- do.call(rbind, marks)
laid_out <- function(coder, code) unlist(lapply(seq_len(nrow(interviews)), function(i) {
  text <- integer(interviews$characters[i])
  own <- marks[marks$interview == interviews$interview[i] & marks$coder == coder & marks$code == code, ]
  for (m in seq_len(nrow(own))) text[(own$start[m] + 1):own$end[m]] <- 1L
  text
}))
coefficients <- function(x, y) {
  n <- length(x); p <- mean(c(x, y)); agreed <- mean(x == y)
  pairs <- table(factor(c(x, y), 0:1), factor(c(y, x), 0:1)); values <- rowSums(pairs)
  alpha <- 1 - (sum(pairs) - sum(diag(pairs))) * (2 * n - 1) / (sum(values)^2 - sum(values^2))
  c(percent_agreement = agreed, cohen_kappa = cohen.kappa(cbind(x, y))$kappa,
    gwet_ac1 = (agreed - 2 * p * (1 - p)) / (1 - 2 * p * (1 - p)), krippendorff_alpha = alpha)
}
codes <- c("a", "b", "c")
first <- lapply(codes, laid_out, coder = "coder-1"); second <- lapply(codes, laid_out, coder = "coder-2")
some <- function(one) as.integer(Reduce(`|`, one)); coded <- (some(first) | some(second))
rows <- list()
add <- function(code, uncoded, x, y) {
  found <- coefficients(x, y)
  rows[[length(rows) + 1]] <<- data.frame(code = code, uncoded = uncoded, measure = names(found),
                                          estimate = found, row.names = NULL)
}
for (uncoded in c(TRUE, FALSE)) {
  kept <- if (uncoded) rep(TRUE, length(coded)) else coded
  for (k in 1:3) add(codes[k], uncoded, first[[k]][kept], second[[k]][kept])
  add("all_codes", uncoded, unlist(lapply(first, `[`, kept)), unlist(lapply(second, `[`, kept)))
  if (uncoded) add("any_code", uncoded, some(first), some(second))
}
save <- function(frame, name) write.csv(frame, file.path(out, name), row.names = FALSE)
save(interviews, "coder_agreement_interviews.csv"); save(marks, "coder_agreement_marks.csv")
save(do.call(rbind, rows), "coder_agreement.csv")
