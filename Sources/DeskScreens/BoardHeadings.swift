import Desk
import Payments

/// What the groups of the board have in common, in a quiet line above each.
///
/// Only where all rows are on the screen with them: a heading never takes the place of a payment. And only on a screen
/// that is high enough for a usual hour, so that they do not come and go with each customer.
struct BoardHeadings {
  private var words: [Int: Phrase] = [:]
  /// A free row before each group but the first, where there is room for that too.
  let isAiry: Bool

  /// Nil where there is no room, or nothing to tell apart.
  init?(_ shown: BoardRows, rows: Int, of screenRows: Int) {
    let groups = shown.groups
    guard screenRows >= DeskLayout.rowsOfAHighScreen, groups.count > 1, shown.count + groups.count <= rows else {
      return nil
    }
    isAiry = shown.count + 2 * groups.count - 1 <= rows
    var place = 0
    for (index, (group, count)) in groups.enumerated() {
      // A pile of troubles goes on below what this till has over with.
      let goesOn = groups.prefix(index).contains { $0.group == group }
      words[place] = goesOn ? group.headingOfTheRest : group.heading
      place += count
    }
  }

  /// What stands above a row; nil within a group.
  func above(_ row: Int) -> Phrase? { words[row] }
}

extension BoardOrder.Group {
  fileprivate var heading: Phrase {
    switch self {
    case .ownNeedy: Phrase("Needs somebody", sw: "Yanahitaji mtu")
    // Whoever waits, whoever paid a moment ago, and the row that was chosen.
    case .awaited: Phrase("At this till now", sw: "Kwenye till hii sasa")
    case .needy: Phrase("Needs somebody at another till", sw: "Yanahitaji mtu kwenye till nyingine")
    case .own: Phrase("Over at this till", sw: "Yaliyokwisha kwenye till hii")
    case .others: Phrase("At other tills", sw: "Kwenye till nyingine")
    }
  }

  /// Where rows of the group stand further up already.
  fileprivate var headingOfTheRest: Phrase {
    switch self {
    case .ownNeedy: Phrase("Also needs somebody", sw: "Haya pia yanahitaji mtu")
    case .needy:
      Phrase("Also needs somebody at another till", sw: "Haya pia yanahitaji mtu kwenye till nyingine")
    case .awaited, .own, .others: heading
    }
  }
}
