import Cells
import Payments

/// What is being drawn on: the one place that chooses the language, and that spells a text in the terminal's signs.
///
/// Words are taken as phrases. Text that is no words (a code, an amount, a name, what was typed) has a label of its
/// own, so that English alone never gets onto a screen by oversight.
struct Canvas {
  private(set) var grid: CellGrid
  let glyphs: GlyphSet
  let signs: StateSigns
  let language: Language
  var cursor: Position?
  /// What is to be read next while no field has the cursor: the chosen row, the question, the page.
  var rest = Position(row: 0, column: 0)

  init(shape: ScreenShape, language: Language) {
    grid = CellGrid(columns: max(1, shape.columns), rows: max(1, shape.rows))
    glyphs = shape.glyphs
    signs = shape.signs
    self.language = language
  }

  var columns: Int { grid.columns }
  var rows: Int { grid.rows }

  /// Words in the desk's language, for whoever must break or measure them before they are put.
  func text(_ phrase: Phrase) -> String { phrase[language] }

  /// How many columns words take.
  func width(of phrase: Phrase) -> Int { CellWidth.of(phrase[language]) }

  /// Puts words that may be cut, and shows that they were.
  @discardableResult
  mutating func put(
    _ phrase: Phrase, row: Int, column: Int, endColumn: Int, role: Role = .text, attributes: Attributes = .plain
  ) -> Int {
    put(verbatim: phrase[language], row: row, column: column, endColumn: endColumn, role: role, attributes: attributes)
  }

  /// Puts what is the same in every language, or has been put into the desk's language by ``text(_:)``.
  @discardableResult
  mutating func put(
    verbatim text: String, row: Int, column: Int, endColumn: Int, role: Role = .text, attributes: Attributes = .plain
  ) -> Int {
    let clipped = CellWidth.clip(spelled(text), to: max(0, endColumn - column), mark: glyphs[.ellipsis])
    return grid.put(clipped, row: row, column: column, role: role, attributes: attributes)
  }

  /// Puts words that end at a column.
  mutating func putRight(
    _ phrase: Phrase, row: Int, endColumn: Int, role: Role = .text, attributes: Attributes = .plain
  ) {
    putRight(verbatim: phrase[language], row: row, endColumn: endColumn, role: role, attributes: attributes)
  }

  /// Puts what is the same in every language so that it ends at a column.
  mutating func putRight(
    verbatim text: String, row: Int, endColumn: Int, role: Role = .text, attributes: Attributes = .plain
  ) {
    grid.putRight(spelled(text), row: row, endColumn: endColumn, role: role, attributes: attributes)
  }

  /// Puts a sign.
  @discardableResult
  mutating func put(_ glyph: Glyph, row: Int, column: Int, role: Role = .text, attributes: Attributes = .plain) -> Int {
    grid.put(glyphs[glyph], row: row, column: column, role: role, attributes: attributes)
  }

  /// Puts the sign of a payment's state.
  mutating func putSign(of state: Role, row: Int, column: Int, attributes: Attributes = .bold) {
    grid.put(signs[state], row: row, column: column, role: state, attributes: attributes)
  }

  mutating func fill(_ rect: Rect, ground: Role, role: Role = .text) {
    grid.fill(rect, ground: ground, role: role)
  }

  /// Puts whatever stands in a rectangle on the colour of a role.
  mutating func fillWithColour(of role: Role, _ rect: Rect) {
    grid.relook(rect, role: role, attributes: .filled)
  }

  /// Puts a text in letters as big as a rectangle.
  mutating func putBig(_ text: BigText, in rect: Rect) {
    text.draw(in: rect, glyphs: glyphs, into: &grid)
  }

  mutating func rule(_ row: Int) {
    grid.horizontalLine(row: row, column: 0, columns: columns, glyphs: glyphs)
  }

  mutating func verticalRule(column: Int, fromRow first: Int, endRow: Int) {
    grid.verticalLine(row: first, column: column, rows: endRow - first, glyphs: glyphs)
  }

  mutating func box(_ rect: Rect, title: Phrase, role: Role) {
    grid.box(rect, glyphs: glyphs, role: role, title: spelled(text(title)))
  }

  /// An empty canvas of its own for a part of this one.
  func part(rows: Int, columns: Int) -> Canvas {
    Canvas(shape: ScreenShape(columns: columns, rows: rows, glyphs: glyphs, signs: signs), language: language)
  }

  /// Draws what another canvas holds at a place, its cursor with it.
  mutating func place(_ other: Canvas, row: Int, column: Int) {
    grid.place(other.grid, row: row, column: column)
    func here(_ position: Position) -> Position {
      Position(row: row + position.row, column: column + position.column)
    }
    if let cursor = other.cursor { self.cursor = here(cursor) }
    rest = here(other.rest)
  }

  /// In the terminal's signs.
  func spelled(_ text: String) -> String { glyphs.spelled(text) }
}
