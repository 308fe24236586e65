import Files
import Payments

/// Which desks are to be closed.
package enum TillsToClose: Sendable, Equatable {
  /// Each that is open.
  case all
  /// Those of these tills.
  case these([Till])
  /// Those that an account has open.
  case heldBy(userID: UInt32)

  /// As they are typed, a till's number or `all` each; nil when one of them is neither.
  package init?(typed words: [String]) {
    if words.contains("all") {
      self = .all
      return
    }
    let tills = words.compactMap { Int($0).flatMap { $0 > 0 ? Till($0) : nil } }
    guard tills.count == words.count else { return nil }
    self = .these(tills)
  }
}

/// Desks that are being closed together, a turn at a time on the boot clock.
package struct DeskClosings<Place: TillPlace> {
  /// How often a turn is worth it.
  package static var turnMilliseconds: Int32 { 100 }
  /// How long a cashier has, unless somebody says.
  package static var usualSeconds: Int { 60 }

  /// The tills whose desks were asked to end.
  package let asked: [Till]
  /// A desk is still open that was to be closed.
  package private(set) var remains = false

  private let place: Place
  private var news: [ClosingEnd]
  private var closings: [(till: Till, closing: DeskClosing<Place.Visit>)]

  /// Asks each desk that is open for its end.
  package init(
    _ wanted: TillsToClose, at place: Place, withinSeconds: Int, at now: Int64, nameOfAccount: (UInt32) -> String
  ) throws(FileError) {
    self.place = place
    let tills: [Till] =
      switch wanted {
      case .all: try place.tills()
      case .these(let tills): tills
      case .heldBy(let user): try place.tills().filter { place.visit($0)?.holder.userID == user }
      }
    var open: [Till] = []
    var ends: [ClosingEnd] = []
    for till in tills where !open.contains(till) {
      if try !place.isFree(till) {
        open.append(till)
      } else if case .these = wanted {
        // Whoever named it hears of it; else only those that were open are worth a line.
        ends.append(.wasNotOpen(till))
      }
    }
    asked = open
    news = ends
    closings = open.map { till in
      let closing = DeskClosing(
        till, place.visit(till), withinSeconds: withinSeconds, at: now, nameOfAccount: nameOfAccount)
      return (till, closing)
    }
  }

  /// All of them came to an end, and that was told.
  package var isOver: Bool { closings.isEmpty && news.isEmpty }

  /// Looks how far they are; those that came to an end since.
  package mutating func turn(at now: Int64) throws(FileError) -> [ClosingEnd] {
    var ends = news
    news = []
    for index in closings.indices.reversed() {
      let (till, place) = (closings[index].till, place)
      let end = try closings[index].closing.turn(at: now) { () throws(FileError) in try place.isFree(till) }
      guard let end else { continue }
      closings.remove(at: index)
      ends.append(end)
      if case .stillOpen = end { remains = true }
    }
    return ends
  }
}
