#!/usr/bin/env bash
# Pictures of what the office gets, for README.md and README.vi.md: the sample province's papers as a phone shows them and as A4 pages.
#
#     examples/pictures.sh [DIR]     (examples/pictures when left out)
#
# Needs chromium, soffice (LibreOffice Writer and Calc) and pdftoppm; with CHROMIUM, SOFFICE or PDFTOPPM set, those programs are taken.
set -euo pipefail
cd "$(dirname "$0")/.."
to=${1:-examples/pictures}
mkdir -p "$to"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo run --quiet --features xlsx --example season -- --out "$work/season" --format docx,html,xlsx >/dev/null
# The sample year has violations, which the example tells with exit code 4.
cargo run --quiet --features xlsx --example audit -- --as-of 2022-01-20 --out "$work/audit" --format docx,html >/dev/null || [ $? -eq 4 ]
cargo run --quiet --features xlsx --example calendar -- --out "$work/calendar" --format docx,html >/dev/null

browse() {
    "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$work/chromium" --hide-scrollbars "$@" >/dev/null 2>&1
}
# One page of a PDF, small enough for a README.
page() { "${PDFTOPPM:-pdftoppm}" -r 65 -f "$2" -l "$2" -singlefile -png "$1" "$to/$3"; }

report="file://$work/audit/bao-cao-tong-hop.html"
browse --window-size=390,1150 --screenshot="$work/report-phone.png" "$report"
browse --window-size=390,1150 --blink-settings=preferredColorScheme=0 --screenshot="$work/report-dark.png" "$report"
cp "$work/report-phone.png" "$work/report-dark.png" "$to"
browse --no-pdf-header-footer --print-to-pdf="$work/report.pdf" "$report"
page "$work/report.pdf" 1 report-a4
for file in season/bang-phan-cong.docx season/trich-gui-dong-chi.docx season/bang-phan-cong.xlsx calendar/lich-du-sinh-hoat.docx; do
    "${SOFFICE:-soffice}" "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work/${file##*.}" "$work/$file" >/dev/null 2>&1
done
page "$work/docx/bang-phan-cong.pdf" 1 table-word
page "$work/docx/trich-gui-dong-chi.pdf" 1 extract-word
page "$work/docx/lich-du-sinh-hoat.pdf" 1 calendar-word
page "$work/xlsx/bang-phan-cong.pdf" 2 table-excel
# Too large for the package and the README alike.
find "$to" -name '*.png' -size +150k -print | grep . && exit 1
ls -l "$to"
