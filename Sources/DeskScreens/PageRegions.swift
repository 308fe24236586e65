import Cells
import Desk
import Payments

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
  typealias Draw = @Sendable (any DeskPage, DeskState, Moment, PageRoom, inout Canvas) -> Void

  private var regions: [ObjectIdentifier: Draw] = [:]

  /// The pages of the desk.
  package static let standard: PageRegions = {
    var regions = PageRegions()
    regions.add(HelpPage.self) { _, state, now, room, canvas in
      HelpRegion(state: state, now: now).draw(fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(DetailsPage.self) { _, state, now, room, canvas in
      TimeLineRegion(state: state, now: now, column: 2, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(SupervisorEntry.self) { entry, state, now, room, canvas in
      SupervisorRegion(state: state, now: now, entry: entry, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(UnmatchedPage.self) { page, state, now, room, canvas in
      UnmatchedRegion(state: state, now: now, page: page, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(Search.self) { search, state, now, room, canvas in
      SearchRegion(state: state, now: now, search: search, columns: room.columns).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    regions.add(CodeCheck.self) { check, state, now, room, canvas in
      CodeRegion(state: state, now: now, check: check, endColumn: room.endColumn).draw(
        fromRow: room.firstRow, endRow: room.endRow, into: &canvas)
    }
    return regions
  }()

  /// Pages of this kind are drawn so from now on.
  mutating func add<Page: DeskPage>(
    _ kind: Page.Type, _ draw: @escaping @Sendable (Page, DeskState, Moment, PageRoom, inout Canvas) -> Void
  ) {
    regions[ObjectIdentifier(kind)] = { page, state, now, room, canvas in
      if let page = page as? Page { draw(page, state, now, room, &canvas) }
    }
  }

  func draw(_ page: any DeskPage, of state: DeskState, at now: Moment, in room: PageRoom, into canvas: inout Canvas) {
    canvas.rest = Position(row: room.firstRow, column: 2)
    guard let draw = regions[ObjectIdentifier(type(of: page))] else {
      return assertionFailure("no region draws \(type(of: page))")
    }
    draw(page, state, now, room, &canvas)
  }
}
