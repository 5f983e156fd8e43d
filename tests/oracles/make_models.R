# Reference values for Firth's logit, CR2 and the score test of proportional odds, made with R.
# usage: Rscript make_models.R SEED OUTDIR   (models.csv and models_people.csv: seed 20201016)
suppressMessages({library(brglm2); library(clubSandwich); library(ordinal); library(numDeriv)})
a <- commandArgs(TRUE); set.seed(as.integer(a[1])); out <- a[2]
dir.create(out, showWarnings = FALSE, recursive = TRUE)
res <- list()
add <- function(case, model, term, ...) {
  v <- c(...); res[[length(res) + 1]] <<- data.frame(case, model, term, value = names(v), number = unname(v))
}

# People: small groups, some of whom all answered alike, in few clusters of unequal size.
make <- function(case, n1, n0, clusters) {
  n <- n1 + n0
  d <- data.frame(case, group = rep(1:0, c(n1, n0)), phone = rbinom(n, 1, .4),
                  cluster = sample(clusters, n, TRUE, prob = rgamma(clusters, 1)))
  b <- rnorm(clusters, 0, .7)
  eta <- b[d$cluster] - .3 * d$phone - if (case %% 3 == 0) 30 * d$group else .8 * d$group
  d$yes <- rbinom(n, 1, plogis(eta))
  d$y <- as.integer(cut(eta * (case %% 3 != 0) + rlogis(n), c(-Inf, -1, .5, 1.5, Inf)))
  d
}
people <- do.call(rbind, lapply(1:8, function(i) make(i, c(24, 12, 24, 40)[(i - 1) %% 4 + 1],
  c(492, 60, 80, 30)[(i - 1) %% 4 + 1], c(30, 8, 12, 20)[(i - 1) %% 4 + 1])))

# Penalised log-likelihood, and its top with one coefficient fixed, by optim and Newton's polish.
penalised <- function(b, X, y) {
  e <- drop(X %*% b); w <- plogis(e) * plogis(-e)
  sum(y * plogis(e, log.p = TRUE) + (1 - y) * plogis(-e, log.p = TRUE)) +
    determinant(crossprod(X * sqrt(w)))$modulus[1] / 2
}
along <- function(j, v, top, X, y) {
  f <- function(r) { b <- top; b[j] <- v; b[-j] <- r; -penalised(b, X, y) }
  o <- optim(top[-j], f, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
  for (k in 1:3) { g <- grad(f, o$par); h <- hessian(f, o$par); o$par <- o$par - solve(h, g) }
  -f(o$par)
}
for (i in unique(people$case)) {
  d <- people[people$case == i, ]
  X <- cbind(1, d$group, d$phone); names <- c("(Intercept)", "group", "phone")
  m <- glm(yes ~ group + phone, binomial, d, method = "brglmFit", type = "AS_mean",
           epsilon = 1e-12, maxit = 5000)
  top <- unname(coef(m)); height <- penalised(top, X, d$yes)
  se <- sqrt(diag(solve(crossprod(X * sqrt(fitted(m) * (1 - fitted(m)))))))
  for (j in 1:3) {
    fall <- function(v) 2 * (height - along(j, v, top, X, d$yes))
    lr <- fall(0)
    lo <- uniroot(function(v) fall(v) - qchisq(.95, 1), c(top[j] - 8 * se[j], top[j]), tol = 1e-9)$root
    hi <- uniroot(function(v) fall(v) - qchisq(.95, 1), c(top[j], top[j] + 8 * se[j]), tol = 1e-9)$root
    add(i, "firth", names[j], estimate = top[j], se = se[j], low = lo, high = hi, lr = lr,
        p = pchisq(lr, 1, lower.tail = FALSE))
  }
  l <- lm(yes ~ group + phone, d)
  V <- vcovCR(l, cluster = d$cluster, type = "CR2")
  ct <- coef_test(l, V, test = "Satterthwaite"); ci <- conf_int(l, V)
  for (j in 1:3) add(i, "cr2", names[j], estimate = ct$beta[j], se = ct$SE[j], statistic = ct$tstat[j],
                     df = ct$df_Satt[j], p = ct$p_Satt[j], low = ci$CI_L[j], high = ci$CI_U[j])
  # Score test: expected information by numerical derivatives of each answer's log probability.
  cl <- clm(ordered(y) ~ group + phone, data = d, control = clm.control(gradTol = 1e-11))
  J <- length(unique(d$y)); cuts <- unname(cl$alpha); beta <- unname(cl$beta)
  y <- as.integer(factor(d$y)); Z <- as.matrix(d[, c("group", "phone")])
  logp <- function(th, z) { A <- matrix(th, J - 1); u <- c(0, plogis(A[, 1] - A[, -1] %*% z), 1); log(diff(u)) }
  th <- c(cuts, rep(beta, each = J - 1)); S <- 0; I <- 0
  for (r in seq_len(nrow(unique(Z)))) {
    z <- unique(Z)[r, ]; here <- Z[, 1] == z[1] & Z[, 2] == z[2]
    D <- jacobian(logp, th, z = z); p <- exp(logp(th, z)); n <- tabulate(y[here], J)
    S <- S + colSums(n * D); I <- I + sum(n) * crossprod(D * sqrt(p))
  }
  stat <- drop(S %*% solve(I, S)); df <- 2 * (J - 2)
  add(i, "proportional_odds", "test", score = stat, df = df, p = pchisq(stat, df, lower.tail = FALSE))
  for (j in seq_along(cuts)) add(i, "proportional_odds", paste0("cut", j), estimate = cuts[j])
  co <- summary(cl)$coefficients[names[-1], ]
  for (j in 1:2) add(i, "proportional_odds", names[j + 1], estimate = co[j, 1], se = co[j, 2])
}
# Clusters of one person each, a giant one, a group that is one cluster, and one that shares it.
kinds <- list(1:60, c(1:6, rep(7, 54)), c(rep(1, 12), rep(2:9, 6)), c(rep(1, 12), rep(1:8, 6)))
for (k in seq_along(kinds)) {
  i <- 8 + k
  d <- data.frame(case = i, group = rep(1:0, c(12, 48)), phone = rbinom(60, 1, .4),
                  cluster = kinds[[k]], yes = rbinom(60, 1, .4), y = NA)
  people <- rbind(people, d)
  l <- lm(yes ~ group + phone, d)
  V <- vcovCR(l, cluster = d$cluster, type = "CR2")
  ct <- coef_test(l, V, test = "Satterthwaite"); ci <- conf_int(l, V)
  for (j in 1:3) add(i, "cr2", names[j], estimate = ct$beta[j], se = ct$SE[j], statistic = ct$tstat[j],
                     df = ct$df_Satt[j], p = ct$p_Satt[j], low = ci$CI_L[j], high = ci$CI_U[j])
  # A plain logit at the top of its likelihood; by default glm gives the errors of a step before.
  g <- summary(glm(yes ~ group + phone, binomial, d, control = glm.control(epsilon = 1e-15)))
  for (j in 1:3) add(i, "logit", names[j], estimate = g$coefficients[j, 1], se = g$coefficients[j, 2])
}
write.csv(people, file.path(out, "models_people.csv"), row.names = FALSE)
write.csv(do.call(rbind, res), file.path(out, "models.csv"), row.names = FALSE)
cat("R", paste(R.version$major, R.version$minor, sep = "."),
    sapply(c("brglm2", "clubSandwich", "ordinal", "numDeriv"), function(p) paste(p, packageVersion(p))), "\n")
