"""Mistakes in log-likelihoods of numbers: what is clamped, what is constant, and which variance belongs to whom."""

from __future__ import annotations

from .._fault import Fault

LIKELIHOOD, LAYER = "functional/loss/likelihood.py", "nn/loss/likelihood.py"
GAUSSIAN, POISSON = "gaussian_nll_loss", "poisson_nll_loss"

FAULTS: list[Fault] = [
    Fault(
        GAUSSIAN,
        "var taken for a standard deviation",
        LIKELIHOOD,
        "(np.log(v) + e * e / v)",
        "(2 * np.log(v) + e * e / v / v)",
    ),
    Fault(GAUSSIAN, "the half forgotten", LIKELIHOOD, "loss = 0.5 * (np.log(v)", "loss = (np.log(v)"),
    Fault(
        GAUSSIAN,
        "the half of the square alone",
        LIKELIHOOD,
        "loss = 0.5 * (np.log(v) + e * e / v)",
        "loss = np.log(v) + 0.5 * (e * e / v)",
    ),
    Fault(
        GAUSSIAN,
        "eps added instead of a minimum",
        LIKELIHOOD,
        "np.maximum(variances, smallest)",
        "(variances + smallest)",
    ),
    Fault(GAUSSIAN, "eps fixed at 1e-6", LIKELIHOOD, '_check.scalar(name, "eps", eps, variances.dtype)', "1e-6"),
    Fault(
        GAUSSIAN,
        "no gradient below eps",
        LIKELIHOOD,
        "g - g * (e * e / v)\n",
        "np.where(variances < smallest, 0, g - g * (e * e / v))\n",
    ),
    Fault(
        GAUSSIAN,
        "full adds log 2π, not its half",
        LIKELIHOOD,
        "loss + 0.5 * math.log(2 * math.pi) if full",
        "loss + math.log(2 * math.pi) if full",
    ),
    Fault(
        GAUSSIAN, "full by default", LIKELIHOOD, "    full: bool = False,\n    eps", "    full: bool = True,\n    eps"
    ),
    Fault(GAUSSIAN, "the logarithm not differentiated", LIKELIHOOD, "g - g * (e * e / v)\n", "-g * (e * e / v)\n"),
    Fault(GAUSSIAN, "dvar has the sign of the square", LIKELIHOOD, "g - g * (e * e / v)\n", "g + g * (e * e / v)\n"),
    Fault(GAUSSIAN, "dinput not divided by the variance", LIKELIHOOD, "g * (2 * e), g - g", "g * v * (2 * e), g - g"),
    Fault(GAUSSIAN, "dtarget has the sign of dinput", LIKELIHOOD, "(target, -de)", "(target, de)"),
    Fault(GAUSSIAN, "a shared variance's gradient averaged", LIKELIHOOD, "dv = dv.sum(-1)", "dv = dv.mean(-1)"),
    Fault(
        GAUSSIAN,
        "a variance for each row laid along the columns",
        LIKELIHOOD,
        "return variances[..., None]",
        "return variances",
    ),
    Fault(GAUSSIAN, "negative variances accepted", LIKELIHOOD, "np.any(variances < 0)", "np.any(variances < -np.inf)"),
    Fault(GAUSSIAN, "any variance that broadcasts", LIKELIHOOD, "or sum(others) != 1", "or False"),
    Fault(GAUSSIAN, "an integer for var", LIKELIHOOD, "isinstance(var, float)", "isinstance(var, (int, float))"),
    Fault(GAUSSIAN, "a number's gradient is 0, not None", LIKELIHOOD, "(var, dv))", "(variances, dv))"),
    Fault(POISSON, "without the exponential", LIKELIHOOD, "(np.exp(x), x) if log_input", "(x, x) if log_input"),
    Fault(
        POISSON,
        "log_input ignored",
        LIKELIHOOD,
        "(np.exp(x), x) if log_input",
        "(np.exp(x), x) if log_input is not None",
    ),
    Fault(POISSON, "rates by default", LIKELIHOOD, "log_input: bool = True", "log_input: bool = False"),
    Fault(POISSON, "eps left out of the logarithm", LIKELIHOOD, "np.log(x + dtype.type(eps))", "np.log(x)"),
    Fault(
        POISSON, "eps as a minimum", LIKELIHOOD, "np.log(x + dtype.type(eps))", "np.log(np.maximum(x, dtype.type(eps)))"
    ),
    Fault(POISSON, "eps left out of the gradient", LIKELIHOOD, "g - g * t / (x + dtype.type(eps))", "g - g * t / x"),
    Fault(
        POISSON,
        "log t! of counts of 1 and below",
        LIKELIHOOD,
        "loss + np.where(t <= 1, 0, ",
        "loss + np.where(t < 0, 0, ",
    ),
    Fault(POISSON, "log t! above 2 alone", LIKELIHOOD, "loss + np.where(t <= 1, 0, ", "loss + np.where(t <= 2, 0, "),
    Fault(POISSON, "Stirling without the root", LIKELIHOOD, "- t + 0.5 * np.log(2 * math.pi * t)", "- t"),
    Fault(POISSON, "full ignored", LIKELIHOOD, "    if full:\n        loss", "    if full and False:\n        loss"),
    Fault(POISSON, "full ignored in the gradient", LIKELIHOOD, "        if full:  #", "        if full and False:  #"),
    Fault(POISSON, "the root not differentiated", LIKELIHOOD, " + 0.5 * far / t", ""),
    Fault(
        POISSON,
        "a gradient of 0 at counts of 0",
        LIKELIHOOD,
        "far * (np.log(t) + t / t - 1) + 0.5 * far / t",
        "np.where(t <= 1, 0, g * (np.log(t) + 0.5 / t))",
    ),
    Fault(
        POISSON,
        "0 times infinity at the smallest targets",
        LIKELIHOOD,
        "far * (np.log(t) + t / t - 1) + 0.5 * far / t",
        "far * (np.log(t) + t / t - 1 + 0.5 / t)",
    ),
    Fault(POISSON, "the target's gradient by the rate", LIKELIHOOD, "dt = -g * log_rate", "dt = -g * x"),
    Fault(POISSON, "dinput is the rate alone", LIKELIHOOD, "g * rate - g * t if log_input", "g * rate if log_input"),
    Fault(POISSON, "counts of bools refused", LIKELIHOOD, '"iB" if full else "biu"', '"iu"'),
    Fault("GaussianNLLLoss", "eps of the default", LAYER, "self.full, self.eps,", "self.full, 1e-6,"),
    Fault("GaussianNLLLoss", "full not passed on", LAYER, "var, self.full,", "var, False,"),
    Fault("PoissonNLLLoss", "log_input not passed on", LAYER, "target, self.log_input,", "target, True,"),
    Fault("PoissonNLLLoss", "full not passed on", LAYER, "self.log_input, self.full,", "self.log_input, False,"),
    Fault("PoissonNLLLoss", "eps of the default", LAYER, "eps=self.eps", "eps=1e-8"),
]
