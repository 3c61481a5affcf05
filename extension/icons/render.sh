#!/bin/sh
# Renders the PNG icons from the two SVG sources: headless Chromium draws each on a canvas of the right size and prints it as a data URL.
# Run by hand after changing a drawing; not part of the build or of dist/.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
for size in 16 32 48 96 128 256; do
  source=icon.svg
  if [ "$size" -le 32 ]; then source=icon-small.svg; fi
  cat > "$work/page.html" <<PAGE
<!doctype html><canvas id=c width=$size height=$size></canvas><pre id=out></pre><script>
const image = new Image();
image.onload = () => {
  document.getElementById("c").getContext("2d").drawImage(image, 0, 0, $size, $size);
  document.getElementById("out").textContent = "@" + document.getElementById("c").toDataURL("image/png").split(",")[1] + "@";
};
image.src = "data:image/svg+xml;base64,$(base64 -w0 "$source")";
</script>
PAGE
  chromium --headless=new --no-sandbox --disable-gpu --user-data-dir="$work/profile" --virtual-time-budget=3000 --dump-dom "file://$work/page.html" 2>/dev/null \
    | grep -o '@[A-Za-z0-9+/=]*@' | tail -n 1 | tr -d '@' | base64 -d > "icon-$size.png"
done
rm -rf "$work"
