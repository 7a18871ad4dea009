"""Build the demo region and take it away again."""

from cms.demo.services.build_demo import build_demo
from cms.demo.services.errors import DemoRefusedError
from cms.demo.services.remove_demo import remove_demo

__all__ = ["DemoRefusedError", "build_demo", "remove_demo"]
