import Cells
import Desk

/// The rows and columns that a page may draw in.
struct PageRoom {
  let firstRow: Int
  let endRow: Int
  /// The columns of the desk, or of the board where something stands beside it.
  let columns: Int
  /// Text ends before this column.
  let endColumn: Int
}

/// Which region draws which page: a line for each.
package struct PageRegions: Sendable {
  typealias Draw = @Sendable (any DeskPage, DeskState, PageRoom, inout Canvas) -> Void

  private var regions: [ObjectIdentifier: Draw] = [:]

  /// The pages of the desk.
  package static let standard: PageRegions = {
    var regions = PageRegions()
    regions.add(HelpPage.self) { _, state, room, canvas in
      HelpRegion(state: state).draw(fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(DetailsPage.self) { _, state, room, canvas in
      TimeLineRegion(state: state, column: 2, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(SupervisorEntry.self) { entry, state, room, canvas in
      SupervisorRegion(state: state, entry: entry, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(UnmatchedPage.self) { page, state, room, canvas in
      UnmatchedRegion(state: state, page: page, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(Search.self) { search, state, room, canvas in
      SearchRegion(state: state, search: search, columns: room.columns).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(CodeCheck.self) { check, state, room, canvas in
      CodeRegion(state: state, check: check, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    return regions
  }()

  /// Pages of this kind are drawn so from now on.
  mutating func add<Page: DeskPage>(
    _ kind: Page.Type, _ draw: @escaping @Sendable (Page, DeskState, PageRoom, inout Canvas) -> Void
  ) {
    regions[ObjectIdentifier(kind)] = { page, state, room, canvas in
      if let page = page as? Page { draw(page, state, room, &canvas) }
    }
  }

  func draw(_ page: any DeskPage, of state: DeskState, in room: PageRoom, into canvas: inout Canvas) {
    canvas.rest = Position(row: room.firstRow, column: 2)
    guard let draw = regions[ObjectIdentifier(type(of: page))] else {
      return assertionFailure("no region draws \(type(of: page))")
    }
    draw(page, state, room, &canvas)
  }
}
