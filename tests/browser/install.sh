#!/bin/sh
# nginx for the test of docs/running, where apt can bring it; that test is left out where there is none.
# A browser for the tests: the system's Chromium if there is one, Debian's package where apt can bring it,
# and Playwright's own download everywhere else.
set -eu
command -v chromium >/dev/null 2>&1 && [ -x /usr/sbin/nginx ] && exit 0
if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium nginx-light >/dev/null && exit 0
fi
command -v chromium >/dev/null 2>&1 || exec playwright install chromium
