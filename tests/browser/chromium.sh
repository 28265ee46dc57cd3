#!/bin/sh
# Chromium as nobody: its sandbox does not work for root. PROFILE is a folder that nobody may write.
export HOME="$PROFILE" TMPDIR="$PROFILE" XDG_CONFIG_HOME="$PROFILE" XDG_CACHE_HOME="$PROFILE"
exec runuser -u nobody -- "$CHROMIUM" "$@" --user-data-dir="$PROFILE"
