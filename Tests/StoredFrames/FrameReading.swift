import Cells

/// A frame that was read back from its text.
package struct StoredFrame: Equatable, Sendable {
  /// The size, and whether only its words are stored.
  package let heading: String
  /// The frame; where only words are stored, all of them are plain.
  package let frame: Frame

  /// A frame with its heading.
  package init(heading: String, frame: Frame) {
    self.heading = heading
    self.frame = frame
  }
}

/// A text that is no stored frame.
package struct UnreadableFrames: Error, CustomStringConvertible {
  /// The line, from 1.
  package let line: Int
  /// What is wrong there.
  package let problem: String
  /// The problem with its line.
  package var description: String { "line \(line): \(problem)" }
}

extension FrameText {
  /// Reads the frames of a file of them.
  package static func frames(in text: String) throws -> [StoredFrame] {
    var reader = FrameReader(lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    var frames: [StoredFrame] = []
    while let frame = try reader.next() { frames.append(frame) }
    return frames
  }
}

private struct FrameReader {
  var lines: [Substring]
  var index = 0

  mutating func next() throws -> StoredFrame? {
    guard index < lines.count, !(index == lines.count - 1 && lines[index].isEmpty) else { return nil }
    let head = lines[index]
    let words = head.split(separator: " ")
    let size = words.count > 1 ? words[1].split(separator: "x").compactMap { Int($0) } : []
    guard words.first == "==", size.count == 2 else { throw problem("no line with a size") }
    let isPlain = words.count > 2 && words[2] == FrameText.plainMark
    index += 1
    guard index + size[1] < lines.count else { throw problem("fewer than \(size[1]) rows") }
    var grid = CellGrid(columns: size[0], rows: size[1])
    for row in 0..<size[1] { grid.put(String(lines[index + row]), row: row, column: 0) }
    index += size[1]
    while index < lines.count, lines[index].hasPrefix("-- ") { try readLooks(into: &grid) }
    var frame = Frame(grid: grid)
    if let quote = head.firstIndex(of: "\""), let end = head.lastIndex(of: "\""), quote < end {
      frame.windowTitle = String(head[head.index(after: quote)..<end])
    }
    if let cursor = words.lastIndex(of: "cursor"), words.count == cursor + 5, let row = Int(words[cursor + 2]),
      let column = Int(words[cursor + 4])
    {
      frame.cursor = Position(row: row, column: column)
    }
    return StoredFrame(heading: "\(words[1])" + (isPlain ? " \(FrameText.plainMark)" : ""), frame: frame)
  }

  private mutating func readLooks(into grid: inout CellGrid) throws {
    let kind = lines[index].dropFirst(3)
    index += 1
    while index < lines.count, let first = lines[index].first, first.isNumber {
      let words = lines[index].split(separator: " ")
      let rows = words[0].split(separator: "-").compactMap { Int($0) }
      guard let start = rows.first, let end = rows.last, end < grid.rows else { throw problem("no such row") }
      for row in start...end { try look(kind, words.dropFirst(), row: row, &grid) }
      index += 1
    }
  }

  private func look(_ kind: Substring, _ runs: ArraySlice<Substring>, row: Int, _ grid: inout CellGrid) throws {
    let starts = try runs.map { run in
      let letters = run.prefix { !$0.isNumber }
      guard let column = Int(run.dropFirst(letters.count)), column < grid.columns else { throw problem("no such run") }
      return (letters, column)
    }
    for (number, (letters, column)) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].1 : grid.columns
      for column in column..<end { try change(kind, letters, row: row, column: column, &grid) }
    }
  }

  private func change(
    _ kind: Substring, _ letters: Substring, row: Int, column: Int, _ grid: inout CellGrid
  ) throws {
    let cell = grid[row, column]
    if cell.span == .continuation { return }
    var (role, ground, attributes) = (cell.role, cell.ground, cell.attributes)
    switch kind {
    case "roles": role = try self.role(letters)
    case "grounds": ground = try self.role(letters)
    case "attributes":
      for letter in letters {
        attributes.formUnion(FrameText.attributeLetters.first { $0.0 == letter }?.1 ?? [])
      }
    default: throw problem("unknown looks: \(kind)")
    }
    grid.put(cell.text, row: row, column: column, role: role, ground: ground, attributes: attributes)
  }

  private func role(_ letters: Substring) throws -> Role {
    guard let role = Role.allCases.first(where: { String($0.letter) == letters }) else {
      throw problem("no role has the letter \(letters)")
    }
    return role
  }

  private func problem(_ words: String) -> UnreadableFrames { UnreadableFrames(line: index + 1, problem: words) }
}
