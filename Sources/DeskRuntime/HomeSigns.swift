import Payments

/// How the places in which a turn looks for news looked from outside: while they look the same, nothing came there.
package struct HomeSigns: Sendable, Equatable {
  /// One place: which file lies there, and when it changed last.
  package struct Place: Sendable, Equatable {
    /// What tells one file from another, and one state of it from another: anything that any change of it changes.
    package var marks: [Int64]
    /// By the wall clock; nil where what is changed is another file each time.
    package var changedWallMilliseconds: Int64?

    package init(marks: [Int64], changedWallMilliseconds: Int64?) {
      self.marks = marks
      self.changedWallMilliseconds = changedWallMilliseconds
    }
  }

  /// A second change within one tick of the clock by which files are dated leaves no trace of its own; ticks are of
  /// milliseconds, and filesystems that count seconds are still about.
  private static let sureAfterMilliseconds: Int64 = 2_000

  /// In a fixed order; nil for one at which nothing lies.
  package var places: [Place?]
  /// What is delivered and committed wakes the desk besides.
  package var areAnnounced: Bool

  /// Places as they are.
  package init(_ places: [Place?], areAnnounced: Bool = false) {
    self.places = places
    self.areAnnounced = areAnnounced
  }

  /// Whether the next change would show: none was made just now, nor in a future of this clock.
  func tellTheNext(at now: Moment) -> Bool {
    places.allSatisfy { place in
      guard let changed = place?.changedWallMilliseconds else { return true }
      return changed <= now.wallMilliseconds - Self.sureAfterMilliseconds
    }
  }
}
