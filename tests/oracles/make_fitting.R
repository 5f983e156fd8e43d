# Reference values for iterative proportional fitting, made with R's own loglin.
# usage: Rscript make_fitting.R SEED OUTDIR   (the CSV beside this script: seed 20201016)
# loglin fits margins of `table`, starting from `start`; a start of 0 is a cell that stays 0. Arrays are
# written as R holds them, first axis fastest; margins as axes from 1, joined by "+" within and " " between.
a <- commandArgs(TRUE); set.seed(as.integer(a[1])); out <- a[2]; dir.create(out, showWarnings = FALSE, recursive = TRUE)
text <- function(v) paste(trimws(formatC(v, digits = 15, format = "g")), collapse = " ")
fitted <- function(name, table, start, margins) {
  f <- loglin(table, margins, start = start, fit = TRUE, eps = 1e-11, iter = 1e5, print = FALSE)$fit
  for (m in margins) stopifnot(max(abs(apply(f, m, sum) - apply(table, m, sum))) < 1e-8)
  data.frame(case = name, shape = text(dim(table)),
    margins = paste(sapply(margins, paste, collapse = "+"), collapse = " "),
    table = text(table), start = text(start), fit = text(f))
}
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- fitted(...)
sets <- list(list(c(3, 4), list(1, 2)), list(c(5, 2), list(1, 2)), list(c(4, 6), list(1, 2)),
  list(c(2, 3, 4), list(1, 2, 3)), list(c(3, 3, 2), list(c(1, 2), 3)), list(c(3, 2, 4), list(c(1, 2), c(2, 3))),
  list(c(2, 3, 3), list(c(1, 2), c(2, 3), c(1, 3))), list(c(2, 3, 2, 2), list(1, 2, 3, 4)),
  list(c(2, 2, 3, 2), list(c(1, 2), c(3, 4))), list(c(2, 2, 2, 3), list(c(1, 2, 3), c(3, 4), c(1, 4))))
for (s in sets) for (zeros in c(FALSE, TRUE)) {
  d <- s[[1]]; n <- prod(d)
  start <- round(rexp(n), 2) + .05; table <- rpois(n, 6) + 1
  if (zeros) { never <- sample(n, max(1, n %/% 6)); start[never] <- 0; table[never] <- 0 }
  add(if (zeros) "zeros" else "all", array(table, d), array(start, d), s[[2]])
}
# A census, last year's table and this year's margins: ages by marital status (SAS/IML User's Guide, Example
# 9.14, after Bishop, Fienberg and Holland 1975). Its table of margins is any table that has them.
last <- matrix(c(1306, 619, 263, 173, 171, 159, 208, 1116, 83, 765, 1194, 1372, 1393, 1372, 1350, 4100,
  0, 3, 9, 28, 51, 81, 108, 2329), 8)
this <- matrix(c(1412, 1402, 1174, 0, 0, 0, 0, 0, 0, 0, 276, 1541, 1681, 1532, 1662, 5010, 0, 0, 0, 0, 0, 0, 0, 2634), 8)
add("census", this, last, list(1, 2))
write.csv(do.call(rbind, rows), file.path(out, "fitting.csv"), row.names = FALSE)
cat(R.version.string, "\n")
