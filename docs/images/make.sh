#!/usr/bin/env bash
# Makes the README's picture anew: the browser tests take it. Needs Chromium.
set -euo pipefail

cd "$(dirname "$0")/../.."
make --silent setup
IVR_BROWSER_REQUIRED=1 .venv/bin/pytest -q tests/web/browser/test_call.py -k called_back
cp var/pictures/on-hold.png docs/images/
