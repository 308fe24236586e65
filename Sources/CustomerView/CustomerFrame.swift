import Cells
import Payments
import QRCodes

/// How big the customer's screen is, and what it can draw.
package struct CustomerShape: Sendable, Hashable {
  package var columns: Int
  package var rows: Int
  package var glyphs: GlyphSet
  /// Whether the ground of notices is lighter than their ink, in its theme: a QR code is dark on light.
  package var paperIsLight: Bool

  package init(columns: Int, rows: Int, glyphs: GlyphSet, paperIsLight: Bool = true) {
    self.columns = columns
    self.rows = rows
    self.glyphs = glyphs
    self.paperIsLight = paperIsLight
  }
}

/// The customer's whole screen as a function of what is known of her payment.
package enum CustomerFrame {
  /// Draws a view as it is at a moment.
  package static func frame(of state: CustomerState, at now: Moment, shape: CustomerShape) -> Frame {
    var drawing = CustomerDrawing(shop: state.shop, page: state.page(at: now), shape: shape)
    drawing.draw()
    return Frame(
      grid: drawing.grid, rest: drawing.rest, windowTitle: "Kaunta till \(state.shop.till.number), customer")
  }
}

/// One page in the making.
struct CustomerDrawing {
  let shop: CustomerShop
  let page: CustomerPage
  let shape: CustomerShape
  private(set) var grid: CellGrid
  private(set) var rest = Position(row: 0, column: 0)

  init(shop: CustomerShop, page: CustomerPage, shape: CustomerShape) {
    self.shop = shop
    self.page = page
    self.shape = shape
    grid = CellGrid(columns: max(1, shape.columns), rows: max(1, shape.rows))
  }

  /// One thing below the other.
  private enum Item {
    /// So much of the room that the lines leave is for it.
    case big(BigText, share: Int)
    case line(String, Role, Attributes)

    var isBig: Bool { if case .big = self { true } else { false } }
  }

  mutating func draw() {
    if page.isPaid { fillWithPaid() }
    drawHeader()
    var area = Rect(row: 1, column: 1, rows: grid.rows - 1, columns: grid.columns - 2)
    if let code = qrCode, hasRoomForQR {
      let column = grid.columns - QRPicture.columns - 2
      QRPicture.draw(
        code, row: 1 + (area.rows - QRPicture.rows) / 2, column: column, paperIsLight: shape.paperIsLight, into: &grid)
      area = Rect(row: area.row, column: area.column, rows: area.rows, columns: column - 2)
    }
    draw(items(columns: area.columns), in: area)
  }

  private mutating func fillWithPaid() {
    for row in 0..<grid.rows {
      grid.put(
        String(repeating: " ", count: grid.columns), row: row, column: 0, role: .statePaid, attributes: .reverse)
    }
  }

  /// The shop's name, and always that no money moves where none does.
  private mutating func drawHeader() {
    var end = grid.columns - 1
    if let warning = shop.warning?[shop.language] {
      grid.fill(Rect(row: 0, column: 0, rows: 1, columns: grid.columns), ground: .headerDemo, role: .headerDemo)
      // Where it does not fit, its beginning says so as well.
      let shown = CellWidth.clip(warning, to: grid.columns)
      end = max(0, end - CellWidth.of(shown))
      grid.put(shown, row: 0, column: end, role: .headerDemo, attributes: .bold)
      end -= 1
    } else if !page.isPaid {
      grid.fill(Rect(row: 0, column: 0, rows: 1, columns: grid.columns), ground: .header, role: .header)
    }
    let role: Role = shop.warning != nil ? .headerDemo : page.isPaid ? .statePaid : .header
    let name = CellWidth.clip(
      shape.glyphs.spelled(CellWidth.printable(shop.name)), to: max(0, end - 1), mark: shape.glyphs[.ellipsis])
    grid.put(name, row: 0, column: 1, role: role, attributes: role == .statePaid ? [.bold, .reverse] : .bold)
  }

  /// Only while nobody pays: while a prompt is out, the same money must not be paid in another way as well.
  private var qrCode: QRCode? {
    guard page == .welcome, shape.glyphs == .unicode else { return nil }
    return shop.number.flatMap { QRCode(digits: $0.digits) }
  }

  private var hasRoomForQR: Bool {
    grid.rows >= QRPicture.rows + 2 && grid.columns >= QRPicture.columns + Self.leastBesideQR
  }

  private static let leastBesideQR = 40

  private func items(columns: Int) -> [Item] {
    let words = CustomerWords(page)
    let role: Role = page.isPaid ? .statePaid : .title
    let word = words.word.map { word in
      Item.big(
        BigText(text: word[shop.language], role: role, isOnOwnGround: page.isPaid), share: words.amount == nil ? 1 : 3)
    }
    let amount = words.amount.map { amount in
      let role: Role = page.isPaid ? .statePaid : .money
      return Item.big(BigText(text: amount.grouped, role: role, isOnOwnGround: page.isPaid), share: 3)
    }
    let lead = words.lead.map { lines($0[shop.language], .textStrong, columns) } ?? []
    var items: [Item] = []
    if page.isOver {
      items = [word].compactMap(\.self) + lead + [amount.map { Self.smaller($0) }].compactMap(\.self)
    } else {
      items = lead + [amount, amount == nil ? word : word.map { Self.smaller($0) }].compactMap(\.self)
    }
    if let sentence = words.sentence { items += inBoth(sentence, columns) }
    if page == .welcome, let number = shop.number {
      items += lines(CustomerWords.number(number)[shop.language], .textStrong, columns)
    }
    if page == .welcomeWithoutNumber || page == .welcome && shop.number != nil {
      items += inBoth(CustomerWords.payWhenAsked, columns)
    }
    return items
  }

  private static func smaller(_ item: Item) -> Item {
    if case .big(let text, _) = item { .big(text, share: 1) } else { item }
  }

  /// The shop's language first, and the other one below it: whoever stands there may read either.
  private func inBoth(_ phrase: Phrase, _ columns: Int) -> [Item] {
    let other: Language = shop.language == .english ? .swahili : .english
    let first = lines(phrase[shop.language], .textStrong, columns)
    return phrase[other] == phrase[shop.language] ? first : first + lines(phrase[other], .textMuted, columns)
  }

  private func lines(_ text: String, _ role: Role, _ columns: Int) -> [Item] {
    TextWrap.lines(shape.glyphs.spelled(text), columns: columns, most: .max).map { line in
      page.isPaid ? .line(line, .statePaid, [.bold, .reverse]) : .line(line, role, role == .textMuted ? .plain : .bold)
    }
  }

  /// In the middle, with a blank row round what is big where there is room.
  private mutating func draw(_ items: [Item], in area: Rect) {
    let gap = area.rows >= Self.rowsWithGaps ? 1 : 0
    let gaps = gap * items.indices.count { items[$0].isBig || $0 > 0 && items[$0 - 1].isBig }
    let heights = Self.heights(of: items, in: area.rows - gaps, area.columns, glyphs: shape.glyphs)
    let left = area.rows - heights.reduce(0, +) - gaps
    var row = area.row + max(0, left / 2)
    var isBelowBig = false
    for (item, height) in zip(items, heights) {
      switch item {
      case .big(let text, _):
        row += gap
        let place = Rect(row: row, column: area.column, rows: height, columns: area.columns)
        text.draw(in: place, glyphs: shape.glyphs, into: &grid)
        isBelowBig = true
      case .line(let text, let role, let attributes):
        if isBelowBig { row += gap }
        isBelowBig = false
        let shown = CellWidth.clip(text, to: area.columns)
        let column = area.column + (area.columns - CellWidth.of(shown)) / 2
        grid.put(shown, row: row, column: column, role: role, attributes: attributes)
        rest = Position(row: min(row, grid.rows - 1), column: column)
      }
      row += height
    }
  }

  /// From so many rows on.
  private static let rowsWithGaps = 18

  /// A line has one row; what is big shares the rest, and what the first leaves of its share is the next one's.
  private static func heights(of items: [Item], in rows: Int, _ columns: Int, glyphs: GlyphSet) -> [Int] {
    var room = rows - items.count { !$0.isBig }
    var shares = items.reduce(0) { if case .big(_, let share) = $1 { $0 + share } else { $0 } }
    return items.map { item in
      guard case .big(let text, let share) = item else { return 1 }
      let height = max(1, text.rows(within: room * share / shares, columns: columns, glyphs: glyphs))
      room -= height
      shares -= share
      return height
    }
  }
}
