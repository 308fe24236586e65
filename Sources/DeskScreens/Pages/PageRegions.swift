import Cells
import Desk
import Payments

/// Draws a page of some kind, on the whole of a canvas as large as the room that the page has.
protocol PageRegion: Sendable {
  associatedtype Page: DeskPage

  init(page: Page, state: DeskState, now: Moment)

  func draw(into canvas: inout Canvas)
}

/// Which region draws which page in the place of the board: a line for each.
package struct PageRegions: Sendable {
  /// The pages of the desk.
  package static let standard = PageRegions([
    HelpRegion.self,
    DetailsRegion.self,
    SupervisorRegion.self,
    UnmatchedRegion.self,
    SearchRegion.self,
    CodeCheckRegion.self,
  ])

  private typealias Draw = @Sendable (any DeskPage, DeskState, Moment, inout Canvas) -> Void

  private var regions: [ObjectIdentifier: Draw] = [:]

  init(_ regions: [any PageRegion.Type]) { for region in regions { add(region) } }

  /// Pages of its kind are drawn by this region from now on.
  mutating func add<Region: PageRegion>(_ region: Region.Type) {
    regions[ObjectIdentifier(Region.Page.self)] = { page, state, now, canvas in
      if let page = page as? Region.Page { Region(page: page, state: state, now: now).draw(into: &canvas) }
    }
  }

  /// Draws a page into a rectangle.
  func draw(_ page: any DeskPage, of state: DeskState, at now: Moment, in room: Rect, into canvas: inout Canvas) {
    guard let draw = regions[ObjectIdentifier(type(of: page))] else {
      return impossible("no region draws \(type(of: page))", instead: ())
    }
    if room.rows == 0 || room.columns == 0 { return }
    var own = canvas.part(rows: room.rows, columns: room.columns)
    own.rest = Position(row: 0, column: 2)
    draw(page, state, now, &own)
    canvas.place(own, row: room.row, column: room.column)
  }
}
