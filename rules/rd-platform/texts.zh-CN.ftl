# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-recognised = 已获认定
criterion-recognised-met = 已取得国家级或省级认定（批准、备案）文件。
criterion-recognised-not-met = 尚未取得认定（批准、备案）文件；取得后再申报。

criterion-operated-one-year = 实质性运行满一年
criterion-operated-one-year-met = 已实质性运行{ $observed }，满足不少于{ $threshold }。
criterion-operated-one-year-not-met = 仅实质性运行{ $observed }，不足{ $threshold }；满期后再申报。

criterion-award-granted = 已获上级科学技术奖奖金
criterion-award-granted-met = 上级科学技术奖奖金{ $observed }。
criterion-award-granted-not-met = 没有到账的上级科学技术奖奖金，无法配套。

criterion-no-serious-dishonesty = 近三年无严重失信记录
criterion-no-serious-dishonesty-met = 近三年没有严重失信记录。
criterion-no-serious-dishonesty-not-met = 近三年有严重失信记录；请先完成信用修复。

amount-innovation-centre = 创新中心奖励
amount-rd-platform = 研发平台奖励
amount-incubator = 孵化载体奖励
amount-agricultural-park = 农业科技园区奖励
amount-joint-centre = 联合创新中心奖励
amount-rd-management = 研发管理体系贯标奖励
amount-rural-service = 农村科技服务奖励
amount-award-match = 科学技术奖配套

review-level-not-stated = 该事项有国家级、省级之分，未填认定级别，由人工确定。

basis-note = 数额取自海门区公布文本；评审、分期和考核安排为本系统拟定，依据见各参数说明。
