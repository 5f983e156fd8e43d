# Reference values for two ordered answers and for the Brunner-Munzel test, made with R.
# usage: Rscript make_ordered.R SEED OUTDIR   (the CSVs beside this script: seed 20201016)
# gamma and its standard error: vcdExtra::GKgamma. tau-b: cor(method = "kendall"); its standard error is
# the multinomial delta method with numDeriv's gradient, which the formula of Brown and Benedetti solves.
# Brunner-Munzel: the statistic from ranks; its permutation p from all of combn, by |T|, zero variance infinite.
suppressMessages({library(vcdExtra); library(numDeriv)})
a <- commandArgs(TRUE); set.seed(as.integer(a[1])); out <- a[2]; dir.create(out, showWarnings = FALSE, recursive = TRUE)
text <- function(v) paste(v, collapse = " ")

tau <- function(p, r) { # tau-b of a table of proportions with r rows
  m <- matrix(p / sum(p), r); conc <- 0
  for (i in seq_len(nrow(m))) for (j in seq_len(ncol(m))) conc <- conc + m[i, j] *
    (sum(m[row(m) > i & col(m) > j]) - sum(m[row(m) > i & col(m) < j]))
  2 * conc / sqrt((1 - sum(rowSums(m)^2)) * (1 - sum(colSums(m)^2)))
}
tau_se <- function(m) {
  p <- as.vector(m) / sum(m); g <- grad(tau, p, r = nrow(m))
  sqrt((sum(p * g^2) - sum(p * g)^2) / sum(m))
}
rows <- list()
for (i in 1:20) {
  n <- sample(c(12, 24, 60, 516), 1); k <- sample(2:5, 1); l <- sample(2:5, 1)
  x <- sample(1:k, n, TRUE, prob = rgamma(k, 2))
  y <- pmin(l, pmax(1, round(x * sample(c(-1, 0, .5, 1), 1) + rnorm(n, l / 2, 1.2))))
  if (length(unique(x)) < 2 || length(unique(y)) < 2) next
  m <- unclass(table(x, y)); g <- GKgamma(m)
  rows[[length(rows) + 1]] <- data.frame(x = text(x), y = text(y), gamma = g$gamma, gamma_se = g$sigma,
    gamma_low = g$CI[1], gamma_high = g$CI[2], tau_b = cor(x, y, method = "kendall"), tau_b_se = tau_se(m))
}
write.csv(do.call(rbind, rows), file.path(out, "ordered_association.csv"), row.names = FALSE)

bm <- function(x, y) { # positive where x is higher
  n <- length(x); m <- length(y); r <- rank(c(x, y)); p <- (mean(r[1:n]) - (n + 1) / 2) / m
  v <- c(var(r[1:n] - rank(x)) / (n * m^2), var(r[-(1:n)] - rank(y)) / (m * n^2)); s <- sum(v)
  t <- if (s < 1e-15) sign(p - .5) * ifelse(abs(p - .5) < 1e-12, 0, Inf) else (p - .5) / sqrt(s)
  list(t = t, p = p, df = s^2 / (v[1]^2 / (n - 1) + v[2]^2 / (m - 1)))
}
rows <- list()
for (i in 1:20) {
  n <- sample(2:7, 1); m <- sample(3:8, 1); k <- sample(2:6, 1)
  x <- sample(1:k, n, TRUE, prob = rgamma(k, 1.5)); y <- sample(1:k, m, TRUE, prob = rgamma(k, 1.5))
  if (length(unique(c(x, y))) < 2) next
  b <- bm(x, y); z <- c(x, y)
  t <- combn(n + m, n, function(s) bm(z[s], z[-s])$t)
  rows[[length(rows) + 1]] <- data.frame(x = text(x), y = text(y), statistic = b$t, superiority = b$p, df = b$df,
    t_p = 2 * pt(-abs(b$t), b$df), permutation_p = mean(abs(t) >= abs(b$t) * (1 - 1e-9)))
}
write.csv(do.call(rbind, rows), file.path(out, "brunner_munzel.csv"), row.names = FALSE)
cat(R.version.string, "vcdExtra", as.character(packageVersion("vcdExtra")), "numDeriv", as.character(packageVersion("numDeriv")), "\n")
