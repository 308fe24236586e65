/// How the simulator behaves; the defaults serve any client on this machine.
package struct SimulatorSettings: Sendable, Equatable {
  /// What a phone with a prompt on it does to a second push.
  package enum BusyPhone: String, Sendable, Equatable, CaseIterable {
    /// The push is refused: "Unable to lock subscriber".
    case refusal
    /// The push is accepted, and its callback says 1001.
    case callback
  }

  /// Address to bind; anything but loopback must be asked for.
  package var listenHost = "127.0.0.1"
  /// Port to bind; 0 lets the kernel choose.
  package var listenPort = 8743
  /// The app's consumer key.
  package var consumerKey = "demo"
  /// The app's consumer secret.
  package var consumerSecret = "demo"
  /// The receivers of money.
  package var merchants: [SimulatedMerchant] = [.sandboxPayBill, .demoTill]
  /// What everything random is drawn from.
  package var seed: UInt64 = 1
  /// The file that lets a simulator go on after a restart as if nothing had been; its seed counts, not the one above.
  package var journal: String?
  /// Every customer answers after so many milliseconds, and the callback leaves in the same instant.
  package var answerAfterMilliseconds: Int64?
  /// How long customers take when `answerAfterMilliseconds` is nil.
  package var answerDelay = AnswerDelay.usual
  /// How long Safaricom takes from the customer's answer to the callback when `answerAfterMilliseconds` is nil.
  package var callbackDelay = AnswerDelay(bands: [AnswerDelay.Band(weight: 1, from: 300, through: 1500)])
  /// How many times faster than the wall the simulator's clock runs.
  package var speed = 1.0
  /// How many seconds the `Date` of its answers is ahead of its clock, as if the client's machine were behind; may be
  /// negative.
  package var dateAheadSeconds = 0
  /// Refuses what the documents forbid although real servers are lenient.
  package var isStrict = false
  /// Customers with ordinary numbers answer only by hand.
  package var customersAnswerByHand = false
  /// Faults for all traffic from the start.
  package var faults: [FaultSwitch] = []
  /// What a busy phone does.
  package var busyPhone = BusyPhone.refusal
  /// How long a prompt stays on a phone.
  package var promptLifeSeconds = 60
  /// How long a token is good.
  package var tokenLifetimeSeconds = 3600
  /// How long an older token stays good once a new one is minted; zero when strict.
  package var tokenGraceSeconds = 60
  /// How much money each customer finds in the wallet every morning.
  package var walletShillings = 500_000
  /// The most that a customer may pay on one day (code 4).
  package var dailyLimitShillings = 500_000
  /// The most in one payment (code 3); requests above 250,000 are refused before that.
  package var transactionLimitShillings = 250_000
  /// The same amount from the same customer to the same receiver within this time ends with code 17; 0 never.
  package var repeatWindowSeconds = 120
  /// Queries that one minute takes before 429; nil for any number.
  package var queriesPerMinute: Int?
  /// How long after the prompt's life `callback-late` calls back and `late-success` moves the money.
  package var latenessSeconds = 60
  /// How late the acknowledgement of `ack-delayed` is, on the client's clock.
  package var lateAcknowledgementSeconds = 45
  /// How late the acknowledgement of `callback-before-ack` is, on the client's clock.
  package var slowAcknowledgementSeconds = 3

  package init() {}

  /// Settings with another seed.
  package init(seed: UInt64) { self.seed = seed }

  var effectiveTokenGraceMilliseconds: Int64 { isStrict ? 0 : Int64(tokenGraceSeconds) * 1000 }
  var latenessMilliseconds: Int64 { Int64(latenessSeconds) * 1000 }
  var promptLifeMilliseconds: Int64 { Int64(promptLifeSeconds) * 1000 }
}
