#!/usr/bin/env bash
# Makes first-page.png: serves the hotel in an empty folder and takes its picture.
# Needs the project's .venv (make setup) and Chromium or Chrome.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
browser=${BROWSER:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
port=${PORT:-5077}
folder=$(mktemp -d)
trap 'kill "$line" 2>/dev/null || true; rm -rf "$folder"' EXIT

cd "$folder"
unset PUBLIC_BASE_URL DATABASE_URL TWILIO_AUTH_TOKEN
"$root/.venv/bin/ivr" serve "$root/scripts/hotel.en-fil.yaml" --port "$port" >serve.log 2>&1 &
line=$!
for _ in $(seq 60); do
  curl --silent --fail "http://localhost:$port/hear" >page.html && break
  sleep 1
done
# Until the prompts have sound: the page shows a player where there is some.
for _ in $(seq 120); do
  curl --silent --fail "http://localhost:$port/hear" | grep --quiet '<audio' && break
  sleep 1
done
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars \
  --user-data-dir="$folder/browser" --window-size=1280,900 \
  --screenshot="$here/first-page.png" "http://localhost:$port/hear"
