import Payments

extension ShopSettings {
  /// When Safaricom is asked.
  package var schedule: QuerySchedule { simulator?.schedule ?? .standard }
}

extension SimulatorHomeSettings {
  /// When the simulator is asked, which may be sooner; what proves a payment is never shortened.
  package var schedule: QuerySchedule {
    var schedule = QuerySchedule.standard
    // Faster customers are asked after sooner: the later questions and the bucket keep the simulator's pace.
    func paced(_ milliseconds: Int64) -> Int64 { Int64(Double(milliseconds) / pace) }
    schedule.afterMilliseconds = schedule.afterMilliseconds.map(paced)
    schedule.brokenAfterMilliseconds = paced(schedule.brokenAfterMilliseconds)
    schedule.spacingMilliseconds = paced(schedule.spacingMilliseconds)
    schedule.otherTillsLaterMilliseconds = paced(schedule.otherTillsLaterMilliseconds)
    schedule.againAfterMilliseconds = paced(schedule.againAfterMilliseconds)
    let first = Int64(queryAfterSeconds) * 1000
    schedule.afterMilliseconds[0] = first
    schedule.brokenAfterMilliseconds = min(first, schedule.brokenAfterMilliseconds)
    schedule.afterMilliseconds.sort()
    return schedule
  }
}
