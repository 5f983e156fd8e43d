# Reference values for weighted kappa and its standard error, made with vcd.
# usage: Rscript make_agreement.R SEED OUTDIR   (agreement.csv beside this script: seed 20201016)
suppressMessages(library(vcd))
given <- commandArgs(TRUE); set.seed(as.integer(given[1])); out <- given[2]
dir.create(out, showWarnings = FALSE, recursive = TRUE)
cat(R.version.string, "vcd", as.character(packageVersion("vcd")), "\n")
rows <- list()
for (i in 1:15) {
  answers <- sample(2:6, 1); units <- sample(c(12, 40, 150), 1)
  truth <- sample(1:answers, units, TRUE)
  rate <- function(sure) ifelse(runif(units) < sure, truth, sample(1:answers, units, TRUE))
  counts <- table(factor(rate(.8), 1:answers), factor(rate(.6), 1:answers))
  linear <- Kappa(counts, weights = "Equal-Spacing"); quadratic <- Kappa(counts, weights = "Fleiss-Cohen")
  rows[[i]] <- data.frame(
    table = paste(apply(counts, 1, paste, collapse = " "), collapse = " / "),
    kappa = linear$Unweighted[["value"]], kappa_se = linear$Unweighted[["ASE"]],
    linear = linear$Weighted[["value"]], linear_se = linear$Weighted[["ASE"]],
    quadratic = quadratic$Weighted[["value"]], quadratic_se = quadratic$Weighted[["ASE"]])
}
write.csv(do.call(rbind, rows), file.path(out, "agreement.csv"), row.names = FALSE)
