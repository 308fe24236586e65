import BlockingTests
import TestSupport
import Testing

/// Keys as terminals all over the world send them, to the real desk.
@Suite(.serialized, .onOwnThreads) struct KeysOfTheWorldTests {
  /// One key after the other, each seen before the next, and slower than a scanner.
  private func press(
    _ bytes: String, at desk: SpawnedProgram, _ description: String, until shown: (ScreenText) -> Bool
  )
    throws
  {
    try desk.send(Array(bytes.utf8))
    try desk.waitForScreen("\(description), after \(bytes.debugDescription)", shown)
    while desk.takeOutput(waitMilliseconds: 80) {}
  }

  /// The number pad as PuTTY has it in application mode, and Enter of the pad or as a line feed.
  @Test(arguments: [("vt100", "\u{1B}OM"), ("xterm-256color", "\n"), ("linux", "\r\n")] as [(String, String)])
  func aPaymentIsTypedOnANumberPadInApplicationMode(term: String, enter: String) throws {
    let shop = try RunningShop()
    let desk = try shop.desk(environment: ["TERM": term])
    try desk.waitForDesk()
    func pad(_ digits: String) -> String {
      String(
        String.UnicodeScalarView(
          digits.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0x40) }.flatMap {
            ["\u{1B}", "O", $0]
          }))
    }
    try press(pad("0712345678"), at: desk, "the phone") { $0.formShows("0712 345 678") }
    try press(enter, at: desk, "the amount's turn") { $0.contains("Enter send") }
    try press(pad("50"), at: desk, "the amount") { $0.lines.contains { $0.contains("KSh") && $0.contains("50") } }
    // What is no key between, in the middle of the field.
    for noise in [
      "\u{1B}[<0;12;5M", "\u{1B}[M 55", "\u{1B}]11;rgb:5555/5555/5555\u{7}", "\u{1B}[97;1:3u", "\u{1B}5", "\u{1B}[I",
    ] {
      try desk.send(Array(noise.utf8))
      while desk.takeOutput(waitMilliseconds: 80) {}
    }
    try desk.send(Array(enter.utf8))
    try desk.waitForRow("1", says: "PAID")
    #expect(try shop.payments().count == 1)
    #expect(desk.screen.row(ofNumber: "1")?.contains(" 50 ") == true, "\(desk.screen)")
  }

  /// A slow line brings Escape and Enter in one piece: the amount is taken back, and nothing is asked for.
  @Test func escapeAndEnterAtOnceSendNothing() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try press("0712345678", at: desk, "the phone") { $0.formShows("0712 345 678") }
    try press("\r", at: desk, "the amount's turn") { $0.contains("Enter send") }
    try press("50", at: desk, "the amount") { $0.lines.contains { $0.contains("KSh") && $0.contains("50") } }
    try press("\u{1B}\r", at: desk, "the amount is gone") {
      !$0.lines.contains { $0.contains("KSh") && $0.contains("50") }
    }
    try press("70", at: desk, "another one") { $0.lines.contains { $0.contains("KSh") && $0.contains("70") } }
    try desk.send([0x0D])
    try desk.waitForRow("1", says: "PAID")
    #expect(try shop.payments().map(\.amount) == [70])
  }

  @Test func aTornArrowLeavesTheFieldAlone() throws {
    let shop = try RunningShop(listens: false)
    let desk = try shop.desk(environment: ["ESCDELAY": "8000"])
    try desk.waitForDesk()
    try desk.type("071234")
    try desk.waitForScreen("the phone") { $0.contains("0712 34") }
    for rest in ["[1~", "OF", "[24;5R", "]11;rgb:0/0/0\u{7}", "P1$r5m\u{1B}\\"] {
      try desk.send([0x1B])
      while desk.takeOutput(waitMilliseconds: 60) {}
      try desk.send(Array(rest.utf8))
      while desk.takeOutput(waitMilliseconds: 60) {}
    }
    try desk.type("5678")
    try desk.waitForScreen("nothing was typed or cleared") { $0.formShows("0712 345 678") }
  }
}
