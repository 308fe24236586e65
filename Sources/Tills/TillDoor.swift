import Files
import Payments

/// A running desk's door: whoever may connect can ask who works there, and have the desk ended in words.
///
/// It lies beside the till's lock and belongs to whoever holds that. It never waits, and is used by one thread.
package final class TillDoor {
  /// What somebody has a right to, and asks of the desk now.
  package struct EndRequest: Sendable, Equatable {
    /// The account that asks, by the kernel.
    package var asker: UInt32
    /// How soon.
    package var inSeconds: Int
    /// The same person goes on with this till elsewhere.
    package var isTakenOver: Bool
  }

  /// More than so many ask nothing good; the oldest one goes, and of those that wait for the desk's end the last.
  private static let mostGuests = 16

  private let socket: LocalSocket
  private let rights: TillRights
  /// Whether the owner's map gives this till to both accounts.
  private let shares: (UInt32) -> Bool
  private var guests: [LocalSocket] = []
  /// Whoever of them waits to hear that the desk has ended.
  private var awaiting: [LocalSocket] = []

  /// Opens the door of a till whose lock is held.
  package init(
    of till: Till, in locks: Directory<FileError>, mode: UInt32, rights: TillRights, shares: @escaping (UInt32) -> Bool
  ) throws(FileError) {
    socket = try LocalSocket.listening(Self.name(of: till), in: locks, mode: mode)
    self.rights = rights
    self.shares = shares
  }

  static func name(of till: Till) -> String { "till-\(till.number).door" }

  /// Descriptors that become readable when somebody asks something.
  package var descriptors: [Int32] { [socket.descriptor] + guests.map(\.descriptor) }

  /// Hears everybody, and tells what the desk is asked to do.
  package func hear(_ facts: () -> DeskFacts) -> EndRequest? {
    while let guest = socket.accept() {
      guests.append(guest)
      if guests.count > Self.mostGuests { leave(guests.first { !isAwaiting($0) } ?? guests[0]) }
    }
    var request: EndRequest?
    for guest in guests {
      switch guest.receive() {
      case .nothing: continue
      case .end: leave(guest)
      case .message(let text):
        guard let question = DoorQuestion(text), let peer = guest.peer else {
          leave(guest)
          continue
        }
        let (answer, asked) = answer(question, by: peer.userID, facts())
        guest.send(answer.text)
        if let asked {
          if !isAwaiting(guest) { awaiting.append(guest) }
          // Of two the earlier end: it was promised to whoever asked for it.
          if asked.inSeconds < request?.inSeconds ?? .max { request = asked }
        }
      }
    }
    return request
  }

  private func isAwaiting(_ guest: LocalSocket) -> Bool { awaiting.contains { $0 === guest } }

  private func leave(_ guest: LocalSocket) {
    guests.removeAll { $0 === guest }
    awaiting.removeAll { $0 === guest }
  }

  private func answer(
    _ question: DoorQuestion, by asker: UInt32, _ facts: DeskFacts
  ) -> (DoorAnswer, EndRequest?) {
    let takeOver = rights.takeOver(by: asker, sharesTill: shares(asker), idleMilliseconds: facts.idleMilliseconds)
    switch question {
    case .facts: return (.facts(facts, takeOver: takeOver), nil)
    case .takeOver:
      if takeOver != .yes { return (.refused(takeOver), nil) }
      return (.ends(inSeconds: 0), EndRequest(asker: asker, inSeconds: 0, isTakenOver: true))
    case .close(let seconds):
      if !rights.close(by: asker) { return (.refused(.anothers), nil) }
      return (.ends(inSeconds: seconds), EndRequest(asker: asker, inSeconds: seconds, isTakenOver: false))
    }
  }

  /// Tells whoever asked for it that the desk has ended.
  package func tellThatItEnded(waiting: Int) {
    for guest in awaiting { guest.send(DoorAnswer.ended(waiting: waiting).text) }
  }
}
