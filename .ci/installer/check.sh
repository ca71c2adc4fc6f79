#!/usr/bin/env bash
# Tries what `make installer` built in a Debian that has nothing else: `make installer-check`, as root.
# It needs debootstrap and Xvfb. The packages of the bare Debian come from the network; what is tried has none.
# Logs and a picture of the window stay in build/installer-check, to be looked at.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
out=$PWD/build/installer-check
bare=$PWD/build/bare-debian
root=$out/root
photographer=1000

[ "$(id -u)" = 0 ] || { echo "Debian is set up by root only: sudo make installer-check" >&2; exit 1; }
shopt -s nullglob
packages=(dist/playertag_*_amd64.deb) archives=(dist/playertag-*-linux-x86_64.tar.xz)
[ ${#packages[@]} = 1 ] && [ ${#archives[@]} = 1 ] || {
    echo "There must be one package and one archive in dist: run 'make installer'." >&2
    exit 1
}

finish() {
    [ -z "${server:-}" ] || kill "$server"
    ! mountpoint -q "$root/tmp/.X11-unix" || umount "$root/tmp/.X11-unix"
}
trap finish EXIT

say() { echo "installer-check: $*"; }

# In the bare Debian as a photographer, without a network and with a /proc of its own.
alone=(unshare --net --pid --fork --kill-child --mount --mount-proc="$root/proc"
    chroot --userspec=$photographer:$photographer "$root"
    env -i HOME=/home/ada LANG=C.UTF-8 PATH=/usr/bin:/bin)

say "setting up a bare Debian"
[ -e "$bare/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$bare" > "$bare.log"
rm -rf "$out"
mkdir -p "$out"
cp -a "$bare" "$root"
chmod 1777 "$root/dev/shm"  # as where a system has started
chroot "$root" useradd --create-home --uid $photographer ada

say "installing ${packages[0]}"
cp "${packages[0]}" "$root/tmp/playertag.deb"
chroot "$root" apt-get update -qq
chroot "$root" apt-get install -y -qq --no-install-recommends /tmp/playertag.deb > "$out/apt.log" 2>&1
rm "$root/tmp/playertag.deb"

say "doctor and demo, without a screen and a network"
"${alone[@]}" playertag doctor | tee "$out/doctor.txt"
"${alone[@]}" playertag demo --no-window --folder /home/ada/demo > "$out/demo.txt" 2> "$out/demo.log"
cat "$out/demo.txt"
library="/home/ada/demo/Sample library"
"${alone[@]}" playertag doctor --library "$library" | tee "$out/library.txt"
"${alone[@]}" playertag numbers read --gallery "Sample tournament" --library "$library" > "$out/numbers.txt" 2>&1
"${alone[@]}" playertag metadata write --library "$library" --gallery "Sample tournament" > "$out/names.txt" 2>&1
tail -n 2 "$out/numbers.txt" "$out/names.txt"

say "starting it on the command line, five times (ms)"
for _ in 1 2 3 4 5; do
    "${alone[@]}" bash -c 'a=$(date +%s%3N); playertag --version > /tmp/version; echo $(($(date +%s%3N) - a))'
done | sort -n | tee "$out/start.txt"

say "the window, offscreen"
"${alone[@]}" QT_QPA_PLATFORM=offscreen timeout 30 playertag --library "$library" > "$out/offscreen.log" 2>&1 && code=0 || code=$?
[ $code = 124 ]  # it was open until its time was over

say "the window on Xvfb, five times (ms to the first picture)"
# It says which number it took once it is ready, and does not begin anew whenever the last window has gone.
exec {ready}< <(exec Xvfb -displayfd 1 -noreset -screen 0 1600x1000x24 -ac -nolisten tcp 2> "$out/xvfb.log")
server=$!
read -r display <&"$ready"
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
for _ in 1 2 3 4 5; do
    .venv/bin/python .ci/installer/look.py :$display "$out/window.png" \
        "${alone[@]}" DISPLAY=:$display playertag --library "$library" 2>> "$out/window.log"
done | sort -n | tee "$out/window.txt"

say "a RAW file"
# A RAW file is decoded by a process of its own, which is the program once more.
.venv/bin/python -c 'import sys; from tests.fakes.raw import dng; sys.stdout.buffer.write(dng(640, 480))' > "$root/tmp/one.dng"
"${alone[@]}" playertag import /tmp/one.dng --gallery RAW --library "$library" > "$out/raw.txt" 2>&1
tail -n 1 "$out/raw.txt"

say "removing it, and installing the archive for one user"
chroot "$root" apt-get remove -y -qq playertag > "$out/remove.log" 2>&1
test ! -e "$root/usr/lib/playertag"
test -s "$root$library/library.sqlite"
tar -xf "${archives[0]}" -C "$root/home/ada"
"${alone[@]}" sh -c '/home/ada/playertag-*/install.sh && ~/.local/bin/playertag doctor' | tee "$out/archive.txt"
"${alone[@]}" sh -c '~/.local/lib/playertag/uninstall.sh'
test ! -e "$root/home/ada/.local/lib/playertag"
test -s "$root$library/library.sqlite"
say "done: look at $out/window.png and the logs beside it"
