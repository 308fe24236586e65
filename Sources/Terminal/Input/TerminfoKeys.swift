import CTerminal
import Keys

/// The keys that terminfo has for the terminal that is open, for sequences that nobody else knows.
enum TerminfoKeys {
  private static let names: [(capability: String, key: KeyPress)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kbs", .backspace),
      ("kent", .enter), ("kcbt", .backTab),
    ] + (1...12).map { ("kf\($0)", .function($0)) }

  /// Keys by their bytes, those that are sequences; a single byte means the same on every terminal.
  static var all: [[UInt8]: KeyPress] {
    var keys: [[UInt8]: KeyPress] = [:]
    for (capability, key) in names {
      guard let text = kaunta_screen_key_bytes(capability) else { continue }
      let bytes = Array(String(cString: text).utf8)
      if bytes.count > 1, bytes[0] == 0x1B, keys[bytes] == nil { keys[bytes] = key }
    }
    return keys
  }
}
