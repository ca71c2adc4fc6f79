#!/bin/sh
# Takes away what install.sh put here. Libraries, model packs and settings stay.
set -eu
lib=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
prefix=$(dirname -- "$(dirname -- "$lib")")
if [ "$lib" != "$prefix/lib/playertag" ]; then
    echo "This is to be run from where install.sh put it: PREFIX/lib/playertag/uninstall.sh" >&2
    exit 1
fi
rm -f "$prefix/bin/playertag" "$prefix/share/applications/playertag.desktop" \
    "$prefix/share/icons/hicolor/scalable/apps/playertag.svg"
rm -rf "$lib"
echo "Playertag is gone. Your libraries and photos are where they were."
