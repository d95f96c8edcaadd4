#!/usr/bin/env bash
# Pictures of what the office gets, for the README: the sample province's papers as a phone shows them and as A4 pages.
#
#     examples/pictures.sh [DIR]     (examples/pictures when left out)
#
# Needs chromium, soffice (LibreOffice Writer and Calc), pdftoppm and convert (ImageMagick).
set -euo pipefail
cd "$(dirname "$0")/.."
to=${1:-examples/pictures}
mkdir -p "$to"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo run --quiet --features xlsx --example season -- --out "$work/season" --format docx,html,xlsx >/dev/null
# The sample year has violations, which the example tells with exit code 4.
cargo run --quiet --features xlsx --example audit -- --as-of 2022-01-20 --out "$work/audit" --format docx,html >/dev/null || [ $? -eq 4 ]

browse() {
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$work/chromium" --hide-scrollbars "$@" >/dev/null 2>&1
}
# Few colours are enough for paper, and keep the file small.
small() { convert "$1" -strip -colors 48 -define png:compression-level=9 "$to/$2.png"; }
page() { pdftoppm -r 60 -f "$2" -l "$2" -singlefile -png "$1" "$work/page" && small "$work/page.png" "$3"; }

browse --window-size=390,1500 --screenshot="$work/phone.png" "file://$work/audit/bao-cao-tong-hop.html"
small "$work/phone.png" report-phone
browse --no-pdf-header-footer --print-to-pdf="$work/report.pdf" "file://$work/audit/bao-cao-tong-hop.html"
page "$work/report.pdf" 1 report-a4
for file in season/bang-phan-cong.docx season/trich-gui-dong-chi.docx season/bang-phan-cong.xlsx; do
    soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work/${file##*.}" "$work/$file" >/dev/null 2>&1
done
page "$work/docx/bang-phan-cong.pdf" 1 table-word
page "$work/docx/trich-gui-dong-chi.pdf" 1 extract-word
page "$work/xlsx/bang-phan-cong.pdf" 2 table-excel
ls -l "$to"
