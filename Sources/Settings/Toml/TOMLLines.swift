/// On which line of a TOML file each key stands; the parser tells values without lines.
///
/// It reads text that the parser has accepted, so it need not know all of TOML: tables' headings, keys, and where a
/// value ends. Keys inside an inline table are found at the line of the key before it.
struct TOMLLines {
  private var found: [(path: [String], line: Int)] = []

  init(text: String) {
    var scanner = TOMLScanner(bytes: Array(text.utf8))
    var heading: [String] = []
    while let byte = scanner.nextStatement() {
      let line = scanner.line
      if byte == UInt8(ascii: "[") {
        heading = scanner.heading()
        found.append((heading, line))
      } else {
        found.append((heading + scanner.key(), line))
        scanner.skipValue()
      }
    }
  }

  /// The line of a key, or of the nearest table or key above it that the file has.
  func line(of path: [String]) -> Int? {
    var path = path
    while !path.isEmpty {
      if let entry = found.first(where: { $0.path == path }) { return entry.line }
      // A table that has no heading of its own: `a.b = 1` under no `[a]`.
      if let entry = found.first(where: { $0.path.starts(with: path) }) { return entry.line }
      path.removeLast()
    }
    return nil
  }
}

private struct TOMLScanner {
  let bytes: [UInt8]
  var position = 0
  var line = 1

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func step(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
  }

  private func isAt(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  private mutating func skipComment() {
    while let byte = current, byte != 0x0A {
      _ = byte
      step()
    }
  }

  /// Passes white space and comments; the first byte of what follows.
  mutating func nextStatement() -> UInt8? {
    while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0D, 0x0A: step()
      case UInt8(ascii: "#"): skipComment()
      default: return byte
      }
    }
    return nil
  }

  mutating func heading() -> [String] {
    while current == UInt8(ascii: "[") { step() }
    let path = key(until: UInt8(ascii: "]"))
    while current == UInt8(ascii: "]") { step() }
    return path
  }

  mutating func key() -> [String] { key(until: UInt8(ascii: "=")) }

  /// Reads `a."b.c".d` and passes the mark that ends it.
  private mutating func key(until end: UInt8) -> [String] {
    var path: [String] = []
    var part: [UInt8] = []
    while let byte = current, byte != end, byte != 0x0A {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let start = position + 1
        skipString()
        part += bytes[min(start, bytes.count)..<max(start, position - 1)]
      case UInt8(ascii: "."):
        path.append(String(decoding: part, as: UTF8.self))
        part = []
        step()
      case 0x20, 0x09: step()
      default:
        part.append(byte)
        step()
      }
    }
    if current == end { step() }
    return path + [String(decoding: part, as: UTF8.self)]
  }

  /// Passes a value: up to the end of its line, or of the last line of its brackets and strings.
  mutating func skipValue() {
    var depth = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        step()
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        step()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString()
      case UInt8(ascii: "#"): skipComment()
      case 0x0A where depth <= 0: return
      default: step()
      }
    }
  }

  private mutating func skipString() {
    guard let quote = current else { return }
    let isLiteral = quote == UInt8(ascii: "'")
    let isLong = isAt(isLiteral ? "'''" : "\"\"\"")
    step(isLong ? 3 : 1)
    while let byte = current {
      if byte == UInt8(ascii: "\\"), !isLiteral {
        step(2)
      } else if byte == quote {
        if !isLong { return step() }
        if isAt(isLiteral ? "'''" : "\"\"\"") {
          step(3)
          // Up to two quotes may stand right before the three that end it.
          while current == quote { step() }
          return
        }
        step()
      } else {
        step()
      }
    }
  }
}
