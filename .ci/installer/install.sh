#!/bin/sh
# Installs Playertag for one user: ./install.sh, or ./install.sh PREFIX for another place than ~/.local.
# An older one there is replaced. PREFIX/lib/playertag/uninstall.sh takes it away again.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
prefix=${1:-$HOME/.local}
mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share/applications" "$prefix/share/icons/hicolor/scalable/apps"
prefix=$(CDPATH= cd -- "$prefix" && pwd)

# Beside it first, so that one that was there works until the new one is whole.
rm -rf "$prefix/lib/playertag.new"
cp -R "$here/lib/playertag" "$prefix/lib/playertag.new"
cp "$here/uninstall.sh" "$prefix/lib/playertag.new/uninstall.sh"
rm -rf "$prefix/lib/playertag"
mv "$prefix/lib/playertag.new" "$prefix/lib/playertag"

ln -sf ../lib/playertag/playertag "$prefix/bin/playertag"
cp "$here/share/icons/hicolor/scalable/apps/playertag.svg" "$prefix/share/icons/hicolor/scalable/apps/"
# Menus know no folder of this user's by themselves. In quotes they want a backslash before some signs, each
# backslash twice, and a percent sign twice (Desktop Entry Specification, "The Exec key").
quoted=$(printf '%s' "$prefix/bin/playertag" | sed 's/[\\"`$]/\\&/g; s/\\/\\\\/g; s/%/%%/g')
{
    grep -v '^Exec=' "$here/share/applications/playertag.desktop"
    printf 'Exec="%s"\n' "$quoted"
} > "$prefix/share/applications/playertag.desktop"
printf 'Playertag is installed: %s\n' "$prefix/bin/playertag"
