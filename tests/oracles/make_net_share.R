# Reference limits of a net share (one answer less another, of the same people), made with base R.
# usage: Rscript make_net_share.R SEED OUTDIR   (the CSV beside this script: seed 20201016)
# The score test of a difference d: the multinomial likelihood of (for, against, neither) is highest where its slope
# over the share against, for = against + d, is nought; the limits are where the statistic is the quantile. All by uniroot().
a <- commandArgs(TRUE); set.seed(as.integer(a[1])); out <- a[2]; dir.create(out, showWarnings = FALSE, recursive = TRUE)

score <- function(d, x, y, n) {
  if (abs(x - y - n * d) < 1e-12) return(0)
  part <- function(k, p) if (k == 0) 0 else k / p
  slope <- function(q) part(x, q + d) + part(y, q) - 2 * part(n - x - y, 1 - 2 * q - d)
  ends <- c(max(0, -d), (1 - d) / 2); inner <- ends + c(1, -1) * 1e-13 * diff(ends)
  q <- if (slope(inner[1]) <= 0) ends[1] else if (slope(inner[2]) >= 0) ends[2] else
    uniroot(slope, inner, tol = 1e-15, maxiter = 10000)$root
  (x - y - n * d) / sqrt(n * (2 * q + d - d^2))
}
limit <- function(x, y, n, z) {
  net <- (x - y) / n; edge <- 1 - 1e-12
  f <- function(d, to) score(d, x, y, n) - to
  low <- if (x - y == -n) -1 else uniroot(f, c(-edge, net), to = z, tol = 1e-13)$root
  high <- if (x - y == n) 1 else uniroot(f, c(net, edge), to = -z, tol = 1e-13)$root
  c(low, high)
}
rows <- list(c(1, 7, 21), c(40, 20, 160), c(0, 0, 24), c(24, 0, 24), c(0, 24, 24), c(0, 3, 12), c(5, 5, 10), c(14, 10, 24))
while (length(rows) < 40) {
  n <- sample(c(5, 10, 24, 120, 492), 1); p <- rgamma(3, 1); k <- rmultinom(1, n, p)
  rows[[length(rows) + 1]] <- c(k[1:2], n)
}
made <- do.call(rbind, lapply(seq_along(rows), function(i) {
  r <- rows[[i]]; level <- if (i %% 4 == 0) .9 else .95; l <- limit(r[1], r[2], r[3], qnorm((1 + level) / 2))
  data.frame(count = r[1], against = r[2], base = r[3], level = level, low = l[1], high = l[2])
}))
write.csv(made, file.path(out, "net_share.csv"), row.names = FALSE, quote = FALSE)
