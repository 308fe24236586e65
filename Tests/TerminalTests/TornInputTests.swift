import Keys
import Testing

@testable import Terminal

/// Escape, alone and torn from what belongs to it by a slow line.
@Suite struct TornInputTests {
  static let sequences: [(String, [KeyPress])] = [
    ("\u{1B}[A", [.up]), ("\u{1B}OA", [.up]), ("\u{1B}Ou", [.character("5")]), ("\u{1B}[11~", [.function(1)]),
    ("\u{1B}[[A", [.function(1)]), ("\u{1B}[<0;12;5M", []), ("\u{1B}[M 55", []), ("\u{1B}]11;rgb:0/0/0\u{1B}\\", []),
    ("\u{1B}P1$r50m\u{1B}\\", []), ("\u{1B}[57400;1:1u", [.character("1")]), ("\u{1B}[27;5;50~", [.unknown]),
    ("\u{1B}OM", [.enter]), ("\u{9B}5~", [.pageUp]), ("\u{1B}[200~50\r\u{1B}[201~", [.paste("50\n")]),
  ]

  @Test(arguments: sequences) func tornAnywhereForAWhileItIsStillOne(bytes: String, keys: [KeyPress]) {
    let bytes = Array(bytes.utf8)
    for cut in 1..<bytes.count {
      for milliseconds in [0, 20, 60, 150, 190] as [Int64] {
        var typed = TypedBytes()
        var presses = typed.type(Array(bytes[..<cut])) + typed.wait(milliseconds)
        presses += typed.type(Array(bytes[cut...])) + typed.wait(5_000)
        #expect(presses == keys, "cut at \(cut) for \(milliseconds) ms")
      }
    }
  }

  @Test(arguments: sequences) func byteByByteItIsStillOne(bytes: String, keys: [KeyPress]) {
    var typed = TypedBytes()
    var presses: [KeyPress] = []
    for byte in bytes.utf8 { presses += typed.type([byte]) + typed.wait(40) }
    #expect(presses + typed.wait(5_000) == keys)
  }

  @Test func aLoneEscapeIsEscapeAfterItsDelay() {
    for delay in [0, 25, 200, 1_000] as [Int64] {
      var typed = TypedBytes(escapeDelayMilliseconds: delay)
      #expect(typed.type("\u{1B}") == [])
      #expect(typed.wait(delay - 1) == [])
      #expect(typed.wait(1) == [.escape])
      #expect(typed.wait(5_000) == [])
    }
  }

  @Test func aHandThatGoesOnAfterEscapeIsNotWaitedFor() {
    var typed = TypedBytes()
    #expect(typed.type("\u{1B}") == [])
    #expect(typed.wait(60) == [])
    #expect(typed.type("0") == [.escape, .character("0")])
    #expect(typed.wait(100) == [])
    #expect(typed.type("\u{1B}") == [])
    #expect(typed.wait(80) == [])
    #expect(typed.type("\u{1B}") == [.escape])
    #expect(typed.wait(80) == [])
    #expect(typed.type("\r") == [.escape, .enter])
    #expect(TypedBytes.keys("\u{1B}\u{1B}\u{1B}") == [.escape, .escape, .escape])
    // A macro of a keyboard: Escape, then text.
    #expect(TypedBytes.keys("\u{1B}0712") == [.escape, .paste("0712")])
    #expect(TypedBytes.keys("\u{1B}x\u{1B}x") == [.unknown, .unknown])
  }

  /// Alt-Enter, or two keys that a slow line brought at once: Escape leaves, and nothing is sent.
  @Test(arguments: ["\r", "\n", "\r\n", "\r\0", "\u{1B}OM"])
  func enterTogetherWithEscapeIsDropped(enter: String) {
    #expect(TypedBytes.keys("\u{1B}" + enter).filter { $0 != .unknown } == [.escape], "\(enter.debugDescription)")
    var typed = TypedBytes()
    #expect(typed.type("\u{1B}") + typed.wait(20) == [])
    #expect(!typed.type(enter).contains(.enter) && !typed.wait(5_000).contains(.enter))
    #expect(typed.type("\r") == [.enter], "the next one counts")
  }

  @Test func aSignBetweenEscapeAndEnterIsNotSwallowedBeforeIt() {
    #expect(TypedBytes.keys("\u{1B}7\r") == [.escape, .paste("7\n")])
    #expect(TypedBytes.keys("\u{1B}\r0712") == [.escape, .paste("0712")])
    #expect(TypedBytes.keys("\u{1B}[13;3u") == [.unknown], "Alt-Enter where keys come as numbers")
  }

  @Test func whatComesAfterTheDelayIsNotTypedEither() {
    for (bytes, keys) in Self.sequences where bytes.hasPrefix("\u{1B}") && !bytes.hasPrefix("\u{1B}[200~") {
      var typed = TypedBytes(escapeDelayMilliseconds: 25)
      #expect(typed.type("\u{1B}") + typed.wait(60) == [.escape])
      #expect(typed.type(String(bytes.unicodeScalars.dropFirst())) == keys, "\(bytes.debugDescription)")
    }
    var typed = TypedBytes()
    #expect(typed.type("\u{1B}") + typed.wait(500) == [.escape])
    #expect(typed.type("OK123") == [.paste("OK123")], "scanned")
    #expect(typed.wait(100) == [])
    #expect(typed.type("\u{1B}") + typed.wait(500) == [.escape])
    #expect(typed.type("[") == [.character("[")])
    #expect(typed.wait(100) == [])
    #expect(typed.type("5") == [.character("5")])
  }

  @Test func aSequenceThatNeverEndsLetsTheKeyboardGo() {
    for bytes in ["\u{1B}[", "\u{1B}[12;", "\u{1B}]11;rgb:", "\u{1B}P1$r", "\u{1B}[M ", "\u{1B}O", "\u{1B}_G"] {
      var typed = TypedBytes()
      _ = typed.type(bytes)
      _ = typed.wait(1_000)
      #expect(typed.type("7") == [.character("7")], "\(bytes.debugDescription)")
    }
    #expect(TypedBytes.keys("\u{1B}[12\r") == [.unknown, .enter])
    #expect(TypedBytes.keys("\u{1B}]0;\u{1B}[A") == [.up])
    #expect(TypedBytes.keys("\u{1B}[\u{1B}[A") == [.unknown, .up])
  }

  @Test func aPasteCannotBeBrokenOutOf() {
    for inside in [
      "\u{1B}[201", "\u{1B}[A5", "\u{1B}]0;", "\u{1B}P1", "\u{1B}[200~", "\u{1B}", "\u{1B}\u{1B}", "\u{9B}", "\u{1B}[M",
      "\u{1B}OM", "\u{1B}[13u",
    ] {
      let presses = TypedBytes.keys("\u{1B}[200~50\(inside)\u{1B}[201~")
      #expect(presses.count == 1, "\(inside.debugDescription)")
      guard case .paste(let text) = presses.first else { continue }
      #expect(["50", "505"].contains(text))
    }
    // Its end stood in it: what follows is no key.
    #expect(
      TypedBytes.keys("\u{1B}[200~50\u{1B}[201~\r\u{1B}[21~\u{1B}OMy\u{3}\u{1B}[201~") == [
        .paste("50"), .paste("\n"), .paste("\ny"),
      ])
    // A paste that is torn, mark and all.
    var typed = TypedBytes()
    var presses: [KeyPress] = []
    for byte in "\u{1B}[200~0712\r\u{1B}[201~".utf8 { presses += typed.type([byte]) + typed.wait(5) }
    #expect(presses == [.paste("0712\n")])
  }
}
