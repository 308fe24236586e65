import Daraja
import Payments
import Shop
import SimulatedShop
import Testing

@Suite("What a process knows of its payment while the ledger is in trouble")
struct KnownPaymentStories {
  @Test("What it learnt itself counts until the ledger knows more")
  func learntByItself() throws {
    let story = try Story()
    let (ledger, worker) = (story.ledger, try story.worker())
    let id = try story.record()
    var known = KnownPayment(try #require(try ledger.payment(id)))
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    known.note(try worker.send(id))
    #expect(known.payment.status.standing == .waiting)
    #expect(!known.isDecided)
    known.note(try ledger.payment(id))
    #expect(known.payment.status.standing == .waiting, "the ledger still says sending")

    ledger.setTrouble(nil)
    worker.retryUnsaved()
    story.callback(for: id)
    _ = worker.ingest()
    known.note(try ledger.payment(id))
    #expect(known.payment.status.standing == .paid)
    #expect(known.isDecided)
  }

  @Test("A row that could not be written is an attempt that was not made, and each outcome of one that was is known")
  func everyOutcome() throws {
    let story = try Story()
    let payment = try #require(try story.ledger.payment(try story.record()))
    for (evidence, standing) in [
      (Evidence.notSent(.ledgerNotWritable), Standing.notSent), (.outcomeUnknown(.noAnswer), .unknown),
      (.accepted(Acceptance(checkoutRequestID: CheckoutRequestID("A"), merchantRequestID: nil)), .waiting),
      (.refused(RefusedAnswer(reason: .firewall, code: nil, answerMark: "403")), .refused),
    ] {
      var known = KnownPayment(payment)
      known.note(LearntEvidence(evidence, at: story.clock.now()))
      #expect(known.payment.status.standing == standing)
    }
  }

  @Test("A backup that does not know it takes the ledger's place: it keeps its name, and says that it is lost")
  func lost() throws {
    let story = try Story()
    let id = try story.sent()
    var known = KnownPayment(try #require(try story.ledger.payment(id)))
    known.note(nil as PaymentSummary?)
    #expect(known.isLost)
    #expect(known.payment.id == id)
    #expect(!known.isDecided)
  }
}
