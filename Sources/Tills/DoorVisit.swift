import CLinux
import Files
import Glibc
import Payments

/// A visit to a desk's door.
package struct DoorVisit: Sendable {
  private let socket: LocalSocket
  /// Who has the desk: whoever began to listen there, by the kernel.
  package let holder: LocalPeer

  /// Knocks; nil where nobody listens.
  package init?(at till: Till, in locks: Directory<FileError>) {
    guard let socket = try? LocalSocket.connected(to: TillDoor.name(of: till), in: locks), let holder = socket.peer
    else { return nil }
    self.socket = socket
    self.holder = holder
  }

  /// What comes from the desk.
  package enum Heard: Sendable, Equatable {
    case answer(DoorAnswer)
    case nothing
    /// The desk's process is gone: its end closes the connection.
    case end
  }

  /// Asks something; false when the desk takes no question.
  package func ask(_ question: DoorQuestion) -> Bool { socket.send(question.text) }

  /// Waits for so long for what comes next.
  package func hear(waitMilliseconds: Int32) -> Heard {
    if waitMilliseconds > 0 { socket.wait(milliseconds: waitMilliseconds) }
    return switch socket.receive() {
    case .message(let text): DoorAnswer(text).map(Heard.answer) ?? .nothing
    case .nothing: .nothing
    case .end: .end
    }
  }

  /// Asks what the desk is doing; nil when it does not say within so long.
  package func facts(waitMilliseconds: Int32) -> (facts: DeskFacts, takeOver: TillRights.Answer)? {
    guard ask(.facts), case .answer(.facts(let facts, let takeOver)) = hear(waitMilliseconds: waitMilliseconds) else {
      return nil
    }
    return (facts, takeOver)
  }

  /// How a desk is ended that does not answer.
  package enum Force: Sendable {
    case terminate
    case kill
  }

  /// Signals the desk's process; false where the operating system does not let this account, or it is gone.
  ///
  /// Only one of the account that listened there: its number may be another process's by now, since a child can hold
  /// the socket open.
  @discardableResult
  package func end(by force: Force) -> Bool {
    guard hear() != .end else { return false }
    switch force {
    case .terminate:
      // In this order: one that was stopped finds the signal waiting when it goes on.
      let isSent = signal(SIGTERM)
      return signal(SIGCONT) && isSent
    case .kill: return signal(SIGKILL)
    }
  }

  private func signal(_ number: Int32) -> Bool {
    kaunta_signal_process_of(holder.process, holder.userID, number) == 0
  }
}
