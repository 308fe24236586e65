#!/bin/bash
# Fuzzes what reads strangers' bytes: bash Tests/kaunta-lab/fuzz.sh SECONDS [TARGET], or --list.
#
# The pure sources of a target are compiled together, as one module, with libFuzzer and the address sanitizer in them:
# so coverage leads the fuzzer through our own code. What they import from outside is stood in for by Fuzz/StandIn*.swift
# (a SHA-256 that is none, and a small reader of TOML). Work goes to a directory of its own, which is removed. The
# inputs that reach new code are kept in $KAUNTA_FUZZ_FOUND, if that names a directory; a crash is always kept there,
# or in the checkout.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

targets=(json callback envelope entry paste keys escapes theme)
if [[ ${1:-} == --list ]]; then
  printf '%s\n' "${targets[@]}"
  exit 0
fi
seconds=${1:-60}
[[ $seconds =~ ^[0-9]+$ ]] || { echo "usage: fuzz.sh SECONDS [TARGET]" >&2; exit 64; }
if [[ -n ${2:-} ]]; then
  printf '%s\n' "${targets[@]}" | grep -qx -- "$2" || { echo "no target $2; there are: ${targets[*]}" >&2; exit 64; }
  targets=("$2")
fi
command -v swiftc > /dev/null || { echo "cannot run here: there is no swiftc"; exit 69; }

json=(Sources/CanonicalJSON/*.swift)
payments=(Sources/Payments/*/*.swift)
sources() {
  case $1 in
    json) printf '%s\n' "${json[@]}" ;;
    callback)
      printf '%s\n' "${json[@]}" "${payments[@]}" Sources/Daraja/{Callbacks/CallbackDecoder,Callbacks/CallbackReport,Wire/OutsideText,Push/TransactionDescription}.swift ;;
    envelope)
      printf '%s\n' "${payments[@]}" Sources/Spool/Callbacks/{CallbackKind,SpoolEnvelope,SpoolName}.swift \
        Tests/kaunta-lab/Fuzz/StandInCrypto.swift ;;
    entry) printf '%s\n' "${payments[@]}" ;;
    paste) printf '%s\n' "${payments[@]}" Sources/Desk/Pages/CodeText.swift ;;
    keys) printf '%s\n' Sources/Keys/*.swift Sources/Cells/Theme/Colour.swift Sources/Terminal/Input/{RawKey,KeyDecoder}.swift ;;
    escapes)
      printf '%s\n' Sources/Keys/*.swift Sources/Cells/Theme/Colour.swift \
        Sources/Terminal/Input/{RawKey,KeyDecoder,InputParser,EscapeSequence,PartialCharacter,KeyMeaning,KeyCodes}.swift ;;
    theme)
      printf '%s\n' Sources/Cells/{Grid,Theme}/*.swift Sources/Settings/Themes/Theme{File,Reading}.swift \
        Sources/Settings/Toml/TOMLLines.swift Sources/Settings/Reading/{NearestName,SettingsProblem}.swift \
        Tests/kaunta-lab/Fuzz/StandInSettings.swift ;;
  esac
}

# Long enough to reach every branch, short enough for many runs a second.
longest() { if [[ $1 == theme ]]; then echo 800; else echo 2048; fi; }

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
found=${KAUNTA_FUZZ_FOUND:-}
runs=0
bad=()
for target in "${targets[@]}"; do
  mkdir -p "$work/$target" "$work/corpus-$target"
  copies=()
  while read -r file; do
    copy="$work/$target/$(echo "$file" | tr / _)"
    # One module: what they import of each other stands beside them.
    sed -E '/^import (CanonicalJSON|Payments|Cells|Files|Keys|Crypto|CTerminal)$/d' "$file" > "$copy"
    copies+=("$copy")
  done < <(sources "$target"; echo "Tests/kaunta-lab/Fuzz/Fuzz_$target.swift")
  if ! swiftc -O -swift-version 6 -parse-as-library -sanitize=fuzzer,address -package-name kaunta -module-name "Fuzz_$target" \
    "${copies[@]}" -o "$work/fuzz-$target" 2> "$work/compile.log"; then
    grep -E 'error:' "$work/compile.log" | head -20
    bad+=("$target does not compile")
    continue
  fi
  # libFuzzer's own allocations of a sanitized process are not leaks of ours; Swift's runtime keeps metadata for ever.
  if ASAN_OPTIONS=detect_leaks=0 "$work/fuzz-$target" -max_total_time="$seconds" -max_len="$(longest "$target")" -print_final_stats=1 \
    -artifact_prefix="${found:-.}/crash-$target-" "$work/corpus-$target" \
    "Tests/kaunta-lab/Corpus/$target" > "$work/run.log" 2>&1; then
    done_runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/run.log")
    coverage=$(grep -oE 'cov: [0-9]+' "$work/run.log" | tail -1)
    runs=$((runs + done_runs))
    # The fewest inputs that reach as much.
    if [[ -n $found ]]; then
      mkdir -p "$found/$target"
      ASAN_OPTIONS=detect_leaks=0 "$work/fuzz-$target" -merge=1 "$found/$target" "$work/corpus-$target" 2> /dev/null
    fi
    echo "fuzz $target: $done_runs runs in $seconds s, ${coverage:-cov: ?}, no crash"
  else
    tail -40 "$work/run.log"
    bad+=("$target crashed")
  fi
done
for words in "${bad[@]}"; do echo "BREACH  $words"; done
echo "fuzz: ${#targets[@]} targets, $runs runs, ${#bad[@]} breaches"
[[ ${#bad[@]} == 0 ]]
