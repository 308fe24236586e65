extension CellGrid {
  /// Draws text on one row and returns how many columns it took.
  ///
  /// What does not fit into `maxWidth` or the grid is left out, wide text never in halves. The ground stays what it
  /// was, unless one is given, so that a part is filled once and then written on.
  @discardableResult
  package mutating func put(
    _ text: String, row: Int, column: Int, role: Role = .text, ground: Role? = nil, attributes: Attributes = .plain,
    maxWidth: Int? = nil
  ) -> Int {
    guard row >= 0, row < rows else { return 0 }
    let end = min(columns, maxWidth.map { column + max(0, $0) } ?? columns)
    var next = column
    var last: Int?
    for scalar in text.unicodeScalars {
      if (0x20...0x7E).contains(scalar.value) {
        guard next < end else { break }
        if next >= 0 {
          last = row * columns + next
          set(CellText(ascii: UInt8(scalar.value)), at: row * columns + next, role, ground, attributes)
        }
        next += 1
        continue
      }
      if CellWidth.isHidden(scalar) { continue }
      let width = CellWidth.of(scalar)
      if width == 0 {
        if let last { cells[last].content.add(scalar) }
        continue
      }
      guard next + width <= end else { break }
      if next >= 0 {
        let index = row * columns + next
        if width == 2 { clear(index + 1) }
        set(CellText(scalar), at: index, role, ground, attributes)
        if width == 2 {
          cells[index].span = .wide
          cells[index + 1] = cells[index]
          cells[index + 1].content = CellText()
          cells[index + 1].span = .continuation
        }
        last = index
      }
      next += width
    }
    return max(0, next - column)
  }

  /// Draws text so that it ends before a column, as numbers stand in a table; the left of what does not fit is kept.
  @discardableResult
  package mutating func putRight(
    _ text: String, row: Int, endColumn: Int, role: Role = .text, ground: Role? = nil, attributes: Attributes = .plain,
    maxWidth: Int? = nil
  ) -> Int {
    let width = min(CellWidth.of(text), maxWidth ?? Int.max)
    return put(
      text, row: row, column: endColumn - width, role: role, ground: ground, attributes: attributes, maxWidth: width)
  }

  /// Empties a rectangle and gives it a ground.
  package mutating func fill(_ rect: Rect, ground: Role, role: Role = .text) {
    let area = rect.intersection(bounds)
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn {
        let index = row * columns + column
        set(.blank, at: index, role, ground, .plain)
      }
    }
  }

  /// Gives whatever stands in a rectangle one look, on the ground that it has.
  package mutating func relook(_ rect: Rect, role: Role, attributes: Attributes) {
    let area = rect.intersection(bounds)
    for row in area.row..<area.endRow {
      for index in (row * columns + area.column)..<(row * columns + area.endColumn) {
        cells[index].role = role
        cells[index].attributes = attributes
      }
    }
  }

  /// Draws another grid over this one, with its left upper corner at a place.
  package mutating func place(_ other: CellGrid, row: Int, column: Int) {
    fill(Rect(row: row, column: column, rows: other.rows, columns: other.columns), ground: .surface)
    for line in 0..<other.rows where (0..<rows).contains(row + line) {
      for offset in 0..<other.columns where (0..<columns).contains(column + offset) {
        cells[(row + line) * columns + column + offset] = other[line, offset]
      }
    }
  }

  /// A line from left to right.
  package mutating func horizontalLine(
    row: Int, column: Int, columns count: Int, glyphs: GlyphSet, role: Role = .border
  ) {
    guard (0..<rows).contains(row) else { return }
    let sign = CellText(glyphs[.horizontal])
    for place in max(0, column)..<max(0, column, min(columns, column + count)) {
      set(sign, at: row * columns + place, role, nil, .plain)
    }
  }

  /// A line from top to bottom.
  package mutating func verticalLine(row: Int, column: Int, rows count: Int, glyphs: GlyphSet, role: Role = .border) {
    for offset in 0..<max(0, count) { put(glyphs[.vertical], row: row + offset, column: column, role: role) }
  }

  /// A box along the inside of a rectangle, with a name in its top line if one is given.
  package mutating func box(
    _ rect: Rect, glyphs: GlyphSet, role: Role = .border, title: String? = nil, titleRole: Role = .title
  ) {
    guard rect.rows >= 2, rect.columns >= 2 else { return }
    let bottom = rect.endRow - 1
    let right = rect.endColumn - 1
    horizontalLine(row: rect.row, column: rect.column + 1, columns: rect.columns - 2, glyphs: glyphs, role: role)
    horizontalLine(row: bottom, column: rect.column + 1, columns: rect.columns - 2, glyphs: glyphs, role: role)
    verticalLine(row: rect.row + 1, column: rect.column, rows: rect.rows - 2, glyphs: glyphs, role: role)
    verticalLine(row: rect.row + 1, column: right, rows: rect.rows - 2, glyphs: glyphs, role: role)
    put(glyphs[.topLeft], row: rect.row, column: rect.column, role: role)
    put(glyphs[.topRight], row: rect.row, column: right, role: role)
    put(glyphs[.bottomLeft], row: bottom, column: rect.column, role: role)
    put(glyphs[.bottomRight], row: bottom, column: right, role: role)
    if let title, rect.columns > 6 {
      let shown = CellWidth.clip(title, to: rect.columns - 6, mark: glyphs[.ellipsis])
      put(" \(shown) ", row: rect.row, column: rect.column + 2, role: titleRole)
    }
  }

  /// Puts text of one column into a cell, on the ground that it has unless another is given.
  private mutating func set(
    _ content: CellText, at index: Int, _ role: Role, _ ground: Role?, _ attributes: Attributes
  ) {
    if cells[index].span != .single { clear(index) }
    cells[index] = Cell(content, role: role, ground: ground ?? cells[index].ground, attributes: attributes)
  }

  /// Empties a cell, together with the other half if it was half of wide text.
  private mutating func clear(_ index: Int) {
    switch cells[index].span {
    case .single: break
    case .wide: blank(index + 1)
    case .continuation: blank(index - 1)
    }
    blank(index)
  }

  private mutating func blank(_ index: Int) {
    cells[index].content = .blank
    cells[index].span = .single
  }

}
