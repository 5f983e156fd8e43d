# Fisher's exact test of tables that R's default workspace does not hold: with the most workspace that R takes,
# or by its own simulation where that is not enough either.
# usage: Rscript make_large_tables.R SEED OUTDIR   (large_tables.csv beside this script: seed 20201016)
a <- commandArgs(TRUE); seed <- as.integer(a[1]); out <- a[2]; dir.create(out, showWarnings=FALSE, recursive=TRUE)
set.seed(seed)
parse <- function(s) do.call(rbind, lapply(strsplit(s, " / ")[[1]], function(row) as.integer(strsplit(row, " ")[[1]])))
tables <- c("120 130 90 80 42 30 / 5 6 4 5 2 2 / 30 20 25 20 10 19",
  "1 0 5 2 2 / 1 0 2 2 0 / 0 3 15 9 10 / 2 1 4 1 2 / 2 4 6 8 8",
  "2 1 0 2 6 / 9 2 5 8 16 / 6 2 0 2 13 / 2 0 1 2 6 / 1 0 0 1 3",
  "7 8 2 7 / 4 2 3 1 / 15 9 5 9 / 7 2 1 8",
  "12 9 14 8 / 20 31 18 12 / 9 16 22 17",
  "4 7 3 5 2 / 6 2 8 3 9 / 5 5 1 7 4 / 3 8 6 2 6")
p <- function(m, ...) { f <- try(fisher.test(m, ...)$p.value, silent=TRUE); if (inherits(f, "try-error")) NA else f }
rows <- lapply(tables, function(s) { m <- parse(s); data.frame(table=s, default=p(m), exact=p(m, workspace=2e8), simulated=p(m, simulate.p.value=TRUE, B=1e6)) })
write.csv(do.call(rbind, rows), file.path(out, "large_tables.csv"), row.names=FALSE)
cat(R.version.string, "\n")
