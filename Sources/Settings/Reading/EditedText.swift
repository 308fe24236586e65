/// The text of a file that people write, whatever their editor made of it.
enum EditedText {
  /// Why a file is no such text.
  enum Fault: Error {
    case encoding(String)
    case notUTF8

    /// What it is, for a sentence that begins with the file.
    var words: String {
      switch self {
      case .encoding(let name): "is saved as \(name)"
      case .notUTF8: "is not UTF-8 text"
      }
    }

    static let remedy = "save it as plain text or UTF-8"
  }

  /// The text, without the byte order mark with which some editors begin a file; its line ends may be CR LF.
  static func text(_ bytes: [UInt8]) throws(Fault) -> String {
    guard let text = String(validating: try body(bytes), as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  /// The bytes without the mark.
  static func body(_ bytes: [UInt8]) throws(Fault) -> ArraySlice<UInt8> {
    if let name = wideEncoding(bytes) { throw .encoding(name) }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  /// An encoding of more than one byte a letter, by its mark, or by the zeros that it has beside every letter of ours.
  private static func wideEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard bytes.count >= 4 else { return nil }
    let zeros = bytes.prefix(4).map { $0 == 0 }
    return zeros == [false, true, false, true] || zeros == [true, false, true, false] ? "UTF-16" : nil
  }
}
