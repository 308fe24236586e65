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

  @Test(
    arguments: [
      ("foo", "foo"), ("--home /h foo --json", "foo"), ("push foo", nil), ("--home /h unmatched foo", nil), ("", nil),
      ("--theme paper", nil), ("--home /h --plain foo", nil),
    ] as [(String, String?)])
  func aWordInACommandsPlaceIsACommandOrUnknown(_ typed: String, _ unknown: String?) {
    #expect(kaunta.unknown(in: typed.split(separator: " ").map(String.init)) == unknown)
  }

  @Test(
    arguments: [
      ("push --amount 5 --amount 50", "--amount"), ("push --amount=5 --amount 50", "--amount"),
      ("setup --public-host a --yes --public-host b", "--public-host"), ("push --amount 5 --amount 5", nil),
      ("payments --json --json", nil), ("payment --json 12ab --json", nil), ("tills --close 1 --close 2", nil),
      ("add --key - --key b", "--key"), ("push -- --amount 5 --amount 50", nil), ("push --once= --once A", "--once"),
    ] as [(String, String?)])
  func ofTwoValuesNobodyKnowsWhichIsMeant(_ typed: String, _ option: String?) {
    let words = typed.split(separator: " ").map(String.init)
    #expect(TypedArguments.contradicted(in: words, repeatable: ["--close"]) == option)
  }

  @Test func aScriptThatWantsAnObjectSaysSo() {
    #expect(TypedArguments.wantJSON(["push", "--json"]))
    #expect(TypedArguments.wantJSON(["--json=yes", "push"]))
    #expect(!TypedArguments.wantJSON(["payment", "--", "--json"]))
    #expect(!TypedArguments.wantJSON(["push", "--jsonl"]))
  }
}
