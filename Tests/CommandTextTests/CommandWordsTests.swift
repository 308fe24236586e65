import CommandText
import Testing

/// What people write is what the argument parser knows.
@Suite struct CommandWordsTests {
  private let kaunta = CommandWords(
    names: ["kaunta"],
    subcommands: [
      CommandWords(names: ["push"]),
      CommandWords(names: ["unmatched", "tray"], subcommands: [CommandWords(names: ["resolve", "settle"])]),
    ])

  private func known(_ typed: String) -> String {
    kaunta.known(typed.split(separator: " ").map(String.init)).joined(separator: " ")
  }

  @Test(arguments: [
    ("push --wait=20", "push --wait --wait-seconds 20"),
    ("push --wait 20 --json", "push --wait --wait-seconds 20 --json"),
    ("push --wait --json", "push --wait --json"),
    ("push --wait -1", "push --wait -1"),
    ("push --wait=soon", "push --wait --wait-seconds soon"),
    // Behind `--` nothing is an option.
    ("push -- --wait=20", "push -- --wait=20"),
  ])
  func theValueOfWaitMayBeLeftOut(_ typed: String, _ known: String) { #expect(self.known(typed) == known) }

  @Test func nothingBehindTheSignIsAnEmptyValue() {
    #expect(kaunta.known(["push", "--once="]) == ["push", "--once", ""])
    #expect(kaunta.known(["push", "--once=A="]) == ["push", "--once=A="])
    #expect(kaunta.known(["push", "--="]) == ["push", "--="])
  }

  @Test(arguments: [
    ("--home /h push --wait", "push --home /h --wait"),
    ("--json --home=/h unmatched", "unmatched --json --home=/h"),
    ("unmatched --home /h resolve 12ab", "unmatched resolve --home /h 12ab"),
    ("tray --json settle 12ab", "tray settle --json 12ab"),
    // `resolve` is no command of push's.
    ("push --json resolve", "push --json resolve"),
    ("--home", "--home"),
    ("--no-such push --json", "--no-such push --json"),
  ])
  func homeAndJSONMayStandAnywhere(_ typed: String, _ known: String) { #expect(self.known(typed) == known) }

  @Test func aScriptThatWantsAnObjectSaysSo() {
    #expect(TypedArguments.wantJSON(["push", "--json"]))
    #expect(TypedArguments.wantJSON(["--json=yes", "push"]))
    #expect(!TypedArguments.wantJSON(["payment", "--", "--json"]))
    #expect(!TypedArguments.wantJSON(["push", "--jsonl"]))
  }
}
