"""Shops as JSON files; docs/shop-file.md says how they are written."""

from ringup.skills.backends.shop_file.load import SAMPLE_SHOP, Loaded, ensure_shop, load_shop

__all__ = ["SAMPLE_SHOP", "Loaded", "ensure_shop", "load_shop"]
