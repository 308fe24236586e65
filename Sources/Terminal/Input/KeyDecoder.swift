import Keys

/// Turns raw keys into key presses, keeping what a paste has collected from one reading to the next.
///
/// Hands type one character at a time. What comes faster was pasted without marks, scanned, or sent in one piece by a
/// line that stalled, and is one ``KeyPress/paste(_:)``: a line end in it submits nothing, and a letter in it is no
/// command.
struct KeyDecoder {
  /// A paste beyond this is cut: it is not a phone number, and a desk must not grow with it.
  static let pasteLimit = 4096
  /// A paste whose end was lost is over when the next key comes this long after its last one.
  static let pasteSilenceMilliseconds: Int64 = 1000
  /// What comes this soon after text belongs to it: scanners leave some 16 ms between two keys, hands more than 60.
  static let burstMilliseconds: Int64 = 30

  private var pasted: String.UnicodeScalarView?
  private var lastKeyMilliseconds: Int64 = 0
  /// When text came last.
  private var lastTextMilliseconds: Int64?
  /// A paste has ended, and nothing but what came together with it since then: its end may have stood in it.
  private var isBehindPaste = false
  /// When a carriage return came, if nothing did after it.
  private var returnMilliseconds: Int64?
  /// Characters and line ends of this reading, one after the other.
  private var run: [RawKey] = []

  mutating func decode(_ keys: [RawKey], nowMilliseconds: Int64) -> [KeyPress] {
    var presses: [KeyPress] = []
    if keys.isEmpty { return presses }
    if let pasted, nowMilliseconds - lastKeyMilliseconds > Self.pasteSilenceMilliseconds {
      presses.append(.paste(String(pasted)))
      self.pasted = nil
    }
    if nowMilliseconds - lastKeyMilliseconds > Self.burstMilliseconds { isBehindPaste = false }
    lastKeyMilliseconds = nowMilliseconds
    for key in keys where !isSecondOfLineEnd(key, nowMilliseconds) {
      if pasted != nil {
        if let paste = collect(key) {
          presses.append(paste)
          lastTextMilliseconds = nowMilliseconds
          isBehindPaste = true
        }
        continue
      }
      if key.isText || key.isLineEnd || key.isTab {
        run.append(key)
        continue
      }
      presses += endOfRun(nowMilliseconds)
      switch key {
      case .pasteStart: pasted = String.UnicodeScalarView()
      case .pasteEnd, .answer: break
      case .named, .character, .coded: if !isBehindPaste { presses.append(key.press) }
      }
    }
    return presses + endOfRun(nowMilliseconds)
  }

  /// Enter may be sent as two bytes: a carriage return with a line feed, or over telnet with a zero.
  private mutating func isSecondOfLineEnd(_ key: RawKey, _ nowMilliseconds: Int64) -> Bool {
    let isTogether = returnMilliseconds.map { nowMilliseconds - $0 <= Self.burstMilliseconds } ?? false
    returnMilliseconds = key == .character("\r") ? nowMilliseconds : nil
    return isTogether && (key == .character("\n") || key == .character("\0"))
  }

  /// What the characters and line ends that came together are: keys one by one, or text in one piece.
  private mutating func endOfRun(_ nowMilliseconds: Int64) -> [KeyPress] {
    defer { run = [] }
    if run.isEmpty { return [] }
    let joinsText = lastTextMilliseconds.map { nowMilliseconds - $0 <= Self.burstMilliseconds } ?? false
    // Line ends that no text came before are keys, even where typing went on faster than we looked.
    let keys = joinsText ? [] : run.prefix { !$0.isText }
    let rest = run.dropFirst(keys.count)
    if !rest.isEmpty { lastTextMilliseconds = nowMilliseconds }
    if joinsText || rest.count > 1 {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: rest.prefix(Self.pasteLimit).map(\.scalarInText))
      return keys.map(\.press) + [.paste(String(text))]
    }
    return run.map(\.press)
  }

  private mutating func collect(_ key: RawKey) -> KeyPress? {
    switch key {
    case .pasteEnd:
      let text = pasted.map { String($0) } ?? ""
      pasted = nil
      return .paste(text)
    case .character(let scalar):
      guard let count = pasted?.count, count < Self.pasteLimit else { return nil }
      pasted?.append(key.isLineEnd ? "\n" : scalar)
    case .named, .coded, .pasteStart, .answer: break
    }
    return nil
  }
}
