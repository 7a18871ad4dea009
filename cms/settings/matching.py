"""The matching engine: which inner loops it uses, and where compiled ones lie. Read by matching.services."""

from cms.settings.environment import VAR_DIR, env

ENGINE_KERNELS = env.str("ENGINE_KERNELS", default="")
# Compiling takes some seconds: one process does it, and all others read the result, also after a restart.
ENGINE_KERNELS_DIR = env.path("ENGINE_KERNELS_DIR", default=VAR_DIR / "kernels")
# A web server builds what answers need when it starts, in the background.
ENGINE_WARM_UP = env.bool("ENGINE_WARM_UP", default=True)
