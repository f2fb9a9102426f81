"""The first page: what callers hear, and what was promised to them."""

from flask import Blueprint

preview = Blueprint("preview", __name__)
