# 不符合条件时，最少需要怎样的变化。

remedy-criterion = 满足本条最少需要：
remedy-unchangeable = 本条依据的情况无法由申报单位改变。
remedy-out-of-reach = 可以改变的数据在合理范围内都不足以满足本条。
remedy-whole = 各条同时满足，最少需要：
remedy-whole-review = 做到以下各项后，不再有不符合的条件，其余由人工确定：
remedy-whole-none = 有条件无法改变，或需要改变的数据相互矛盾，本次没有可以达到全部条件的变化。
remedy-or = 或者：
remedy-raise = { $fact }现为 { $from }，再增加 { $by }（达到 { $to }）
remedy-lower = { $fact }现为 { $from }，减少 { $by }（降至 { $to }）
remedy-set = { $fact }现为“{ $from }”，改为“{ $to }”
remedy-note = 以上由系统逐步试算并重新核定得出，只说明与条件的差距。数据须如实填报，虚报的按规定追究责任。
