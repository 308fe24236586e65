import CanonicalJSON
import Payments

/// What asking for an access token brought.
package enum TokenOutcome: Sendable, Hashable {
  /// A token, good for some seconds.
  case token(AccessToken, lifetimeSeconds: Int)
  /// None.
  case failed(TokenFailure, AnswerNote?)
}

/// Why there is no access token, one case per thing that the owner does differently (daraja.md section 1).
///
/// Every case says the same of the money: without a token nothing can be sent, so none was asked for.
package enum TokenFailure: Sendable, Hashable, CaseIterable {
  /// 400 with an empty body, or *Invalid Authentication passed*: key and secret are wrong, or belong to another
  /// environment.
  case credentialsRefused
  /// 401 or 403 from Safaricom itself: keys, environment, or an approval that is missing.
  case notLetIn
  /// `400.008.01`, `400.008.02`, `404.001.04`, `405.001`: the request did not arrive as it was sent.
  case requestRefused
  /// 404: the API address is wrong.
  case wrongAddress
  /// A page for people: a firewall, a proxy or a router answered in Safaricom's place.
  case somethingBetween
  /// The rate limit.
  case tooManyRequests
  /// 5xx of Safaricom's own.
  case serviceDown
  /// A 3xx, which is never followed: it would carry the consumer secret elsewhere.
  case redirected
  /// An answer without a token in it, or one that no list knows.
  case unlistedAnswer
  /// No connection came about, for this reason.
  case notConnected(NotSentReason)
  /// The connection broke, or no answer came in time.
  case noAnswer
  /// The consumer secret could not be read on this machine.
  case secretUnreadable

  /// Every one of them.
  package static let allCases: [TokenFailure] =
    [
      .credentialsRefused, .notLetIn, .requestRefused, .wrongAddress, .somethingBetween, .tooManyRequests, .serviceDown,
      .redirected, .unlistedAnswer, .noAnswer, .secretUnreadable,
    ] + NotSentReason.allCases.filter(\.isAboutConnecting).map(TokenFailure.notConnected)

  /// The name in machine output.
  package var name: String {
    switch self {
    case .credentialsRefused: "credentials-refused"
    case .notLetIn: "not-let-in"
    case .requestRefused: "request-refused"
    case .wrongAddress: "wrong-address"
    case .somethingBetween: "something-between"
    case .tooManyRequests: "too-many-requests"
    case .serviceDown: "service-down"
    case .redirected: "redirected"
    case .unlistedAnswer: "unlisted-answer"
    case .notConnected(let reason): reason.name
    case .noAnswer: "no-answer"
    case .secretUnreadable: "secret-unreadable"
    }
  }

  /// The next try may succeed without anybody changing a setting.
  package var isTemporary: Bool {
    switch self {
    case .somethingBetween, .tooManyRequests, .serviceDown, .notConnected, .noAnswer, .unlistedAnswer: true
    case .credentialsRefused, .notLetIn, .requestRefused, .wrongAddress, .redirected, .secretUnreadable: false
    }
  }

  /// The three lines for the person at the till.
  package var lines: ThreeLines {
    ThreeLines(
      happened: happened,
      money: Phrase(
        "Nothing was sent and no money was asked for.", sw: "Hakuna kilichotumwa na hakuna pesa iliyoombwa."),
      action: action)
  }

  private var happened: Phrase {
    switch self {
    case .credentialsRefused:
      Phrase(
        "Safaricom refused the shop's consumer key and secret.",
        sw: "Safaricom imekataa consumer key na secret za duka.")
    case .requestRefused:
      Phrase(
        "The request for an access token did not reach Safaricom as it was sent.",
        sw: "Ombi la token halikufika Safaricom kama lilivyotumwa.")
    case .wrongAddress:
      Phrase(
        "Nothing gives access tokens at the API address.", sw: "Hakuna kinachotoa token kwenye anwani ya API.")
    case .notLetIn:
      Phrase(
        "Safaricom did not let this shop in: keys, environment or approval.",
        sw: "Safaricom haikuliruhusu duka hili: funguo, mazingira au idhini.")
    case .somethingBetween:
      Phrase(
        "Something in between answered, and not Safaricom: a firewall, a proxy or a router.",
        sw: "Kitu kilicho katikati kilijibu, si Safaricom: firewall, proksi au ruta.")
    case .tooManyRequests:
      Phrase("Safaricom is busy and gave no access token.", sw: "Safaricom imelemewa na haikutoa token.")
    case .serviceDown:
      Phrase(
        "Safaricom's system is down or under maintenance.", sw: "Mfumo wa Safaricom haufanyi kazi au unakarabatiwa.")
    case .redirected:
      Phrase(
        "The request for an access token was sent elsewhere, where Kaunta does not follow.",
        sw: "Ombi la token lilielekezwa kwingine, ambako Kaunta haifuati.")
    case .unlistedAnswer:
      Phrase("Safaricom's answer holds no access token.", sw: "Jibu la Safaricom halina token.")
    case .notConnected(let reason): reason.lines.happened
    case .noAnswer:

      Phrase(
        "No whole answer came to the request for an access token.", sw: "Ombi la token halikupata jibu kamili.")
    case .secretUnreadable:
      Phrase("The shop's consumer secret could not be read.", sw: "Consumer secret ya duka haikuweza kusomwa.")
    }
  }

  private var action: Phrase {
    switch self {
    case .credentialsRefused:
      Phrase(
        "Owner: check key and secret, and that they belong to this environment.",
        sw: "Mmiliki: kagua key na secret, na mazingira yake (sandbox/production).")
    case .requestRefused:
      Phrase(
        "Owner: check whether a proxy between here and Safaricom changes requests.",
        sw: "Mmiliki: kagua kama proksi kati ya hapa na Safaricom inabadilisha maombi.")
    case .wrongAddress, .redirected:
      Phrase(
        "Owner: check the environment and base address in the settings.",
        sw: "Mmiliki: kagua mazingira (sandbox/production) na anwani kwenye mipangilio.")
    case .notLetIn:
      Phrase(
        "Owner: check the keys, their environment, and on the Daraja portal that the app is approved for it.",
        sw: "Mmiliki: kagua funguo, mazingira yake, na kwenye tovuti ya Daraja kama app imeidhinishwa.")
    case .somethingBetween:
      Phrase(
        "Owner: check proxy, firewall and router; if they are none of yours, wait and ask again.",
        sw: "Mmiliki: kagua proksi, firewall na ruta; kama si zako, subiri kisha omba tena.")
    case .serviceDown:
      Phrase("Wait a few minutes, then ask again.", sw: "Subiri dakika chache, kisha omba tena.")
    case .tooManyRequests: Phrase("Wait a minute, then ask again.", sw: "Subiri dakika moja, kisha omba tena.")
    case .unlistedAnswer, .noAnswer:
      Phrase(
        "Ask again; if it stays, the owner runs kaunta doctor.",
        sw: "Omba tena; ikiendelea, mmiliki aendeshe kaunta doctor.")
    case .notConnected(let reason): reason.lines.action
    case .secretUnreadable:
      Phrase(
        "Owner: run kaunta doctor; it names the file and its mode.",
        sw: "Mmiliki: endesha kaunta doctor; inataja faili na ruhusa zake.")
    }
  }
}

extension TransportFailure {
  /// The same, as the outcome of asking for a token.
  package var tokenOutcome: TokenOutcome {
    switch self {
    case .notSent(let reason): .failed(.notConnected(reason), nil)
    case .unknown: .failed(.noAnswer, nil)
    }
  }
}

extension TokenFailure {
  /// Why a push without a token was not sent: what hinders the connection is said as such.
  package var notSentReason: NotSentReason {
    if case .notConnected(let reason) = self { reason } else { .noToken }
  }

  /// The same, as the outcome of a query.
  package func queryOutcome(_ note: AnswerNote?) -> QueryOutcome {
    if case .notConnected = self { .noAnswer(.notConnected, nil) } else { .noAnswer(.noToken, note) }
  }
}

/// Sorts every answer to the token call (daraja.md section 1).
package enum TokenAnswer {
  /// What an unreadable lifetime counts as: short, never "for ever".
  package static let unreadableLifetimeSeconds = 60
  /// No lifetime is believed beyond a day.
  static let longestLifetimeSeconds = 86_400

  /// The verdict on an answer.
  package static func sort(_ answer: HTTPAnswer) -> TokenOutcome {
    let read = ReadAnswer(answer)
    switch answer.status {
    case 200:
      if answer.isHTML { return .failed(.somethingBetween, read.note) }
      guard let members = read.members, !read.hasErrorEnvelope,
        let token = members["access_token"]?.string.flatMap(AccessToken.init)
      else { return .failed(.unlistedAnswer, read.note) }
      return .token(token, lifetimeSeconds: lifetimeSeconds(members["expires_in"]))
    case 300..<400: return .failed(.redirected, read.note)
    case _ where read.isThrottled || read.isQuotaExceeded: return .failed(.tooManyRequests, read.note)
    // A page where no API is: the address, rather than what stands before it.
    case 404 where answer.isHTML: return .failed(.wrongAddress, read.note)
    case _ where answer.isHTML: return .failed(.somethingBetween, read.note)
    case _ where read.saysWrongKeys: return .failed(.credentialsRefused, read.note)
    case 400 where answer.body.allSatisfy({ $0 <= 0x20 }): return .failed(.credentialsRefused, read.note)
    case 400 where read.errorCode == "400.008.01" || read.errorCode == "400.008.02":
      return .failed(.requestRefused, read.note)
    case 404 where read.errorCode == "404.001.04": return .failed(.requestRefused, read.note)
    case 404: return .failed(.wrongAddress, read.note)
    case 405: return .failed(.requestRefused, read.note)
    case 401, 403: return .failed(.notLetIn, read.note)
    case 500...599: return .failed(.serviceDown, read.note)
    default: return .failed(.unlistedAnswer, read.note)
    }
  }

  /// `"3599"`, `3599` or `"3600"`; anything unreadable or not positive is short.
  private static func lifetimeSeconds(_ value: JSONValue?) -> Int {
    guard let text = value?.text, (1...9).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit),
      let seconds = Int(text), seconds > 0
    else { return unreadableLifetimeSeconds }
    return min(seconds, longestLifetimeSeconds)
  }
}
