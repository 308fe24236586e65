import Payments
import Shop
import Spool

/// The spool directory as the shop's work sees it.
package struct SpoolAdapter: SpoolPort {
  private let directory: SpoolDirectory
  private let clock: any ClockPort
  private let seal: @Sendable () -> AnswerSeal?

  /// A spool; what is set aside is named by the clock.
  ///
  /// - Parameter seal: the seal of kept answers; nil while the secret that it comes of cannot be read.
  package init(_ directory: SpoolDirectory, clock: any ClockPort, seal: @escaping @Sendable () -> AnswerSeal?) {
    self.directory = directory
    self.clock = clock
    self.seal = seal
  }

  package func arrivals() throws -> Arrivals {
    let listing = try directory.listing()
    // A file that no listener named is kept for a person; it must not stay where money is looked for.
    // One that cannot be moved (somebody's directory, say) must not keep the others from being found.
    for stray in listing.strays {
      _ = try? directory.setAsideStray(stray, wallMilliseconds: clock.now().wallMilliseconds)
    }
    return Arrivals(
      listing.names.map { ArrivalName(paymentID: $0.paymentID, fileName: $0.fileName) }, newerKinds: listing.newerKinds,
      answers: listing.answers.map { ArrivalName(paymentID: $0.paymentID, fileName: $0.fileName) })
  }

  package func keep(_ answer: LearntEvidence, of id: PaymentID) throws -> ArrivalName? {
    guard let kept = KeptAnswer(answer.evidence, of: id, at: answer.at), let seal = seal() else { return nil }
    try directory.keep(kept, seal)
    return ArrivalName(paymentID: id, fileName: kept.fileName(seal))
  }

  package func keptAnswer(_ name: ArrivalName) throws -> LearntEvidence? {
    // Without the secret nobody can say whose it is: it stays where it is.
    guard let seal = seal() else { return nil }
    do {
      guard let kept = try directory.keptAnswer(name.fileName, seal) else { return nil }
      return LearntEvidence(kept.evidence, at: kept.at)
    } catch SpoolError.damaged(_) {
      // For a person, as any file that is not what a program of this shop wrote.
      _ = try directory.setAsideStray(name.fileName, wallMilliseconds: clock.now().wallMilliseconds)
      return nil
    }
  }

  package func forget(_ name: ArrivalName) throws { try directory.forgetAnswer(name.fileName) }

  package func read(_ name: ArrivalName) throws -> ArrivalReading {
    guard let item = SpoolName(fileName: name.fileName) else { return .gone }
    do {
      return .arrival(Arrival(try directory.read(item)))
    } catch SpoolError.damaged(.newerVersion) {
      return .newer
    } catch SpoolError.damaged(let damage) {
      return .damaged(damage.words)
    } catch SpoolError.gone {
      return .gone
    }
  }

  package func archive(_ names: [ArrivalName], on day: BusinessDay) throws {
    _ = try directory.archive(names.compactMap { SpoolName(fileName: $0.fileName) }, day: day)
  }

  package func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws {
    guard let item = SpoolName(fileName: name.fileName) else { return }
    let odd =
      switch reason {
      case .damaged(let words): OddReason(.damaged, words)
      case .unreadable(let words): OddReason(.unparsable, words)
      case .unknownPayment: OddReason(.unknownPayment)
      }
    _ = try directory.setAside(item, reason: odd, wallMilliseconds: now.wallMilliseconds)
  }
}
