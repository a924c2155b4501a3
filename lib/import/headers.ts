/** What a column of a customer file can mean. `detail` is kept with the service, `more` with the person, `skip` nowhere. */
export const fieldIds = [
  'number',
  'name',
  'family',
  'given',
  'sex',
  'salutation',
  'phone',
  'otherPhone',
  'familyPhone',
  'extension',
  'birthday',
  'age',
  'class',
  'language',
  'preferredHours',
  'optOut',
  'consent',
  'company',
  'jobTitle',
  'email',
  'note',
  'serviceKind',
  'serviceItem',
  'serviceDate',
  'serviceEnd',
  'serviceNumber',
  'serviceBy',
  'serviceWhere',
  'nextDate',
  'detail',
  'more',
  'skip',
] as const;
export type FieldId = (typeof fieldIds)[number];

/** The extra column of a file of refused rows: imported again, it is left out and the guards of its cells are undone. */
export const REASON_HEADER = '未导入的原因 / Why not imported';

/** Whole headers, as `normaliseHeader` leaves them. Before the bar: certain; after it: likely, unless another column fits better. */
const WORDS: { readonly [F in FieldId]?: string } = {
  number:
    '会员卡号 卡号 会员号 会员编号 会员id 客户编号 客户号 客户id 客户代码 病历号 病案号 患者编号 患者id 就诊卡号 门诊号 住院号 customerid customernumber customerno customercode clientid clientno memberid membershipnumber membershipno memberno cardnumber cardno patientid patientno mrn medicalrecordnumber contactid recordid accountnumber accountno crmid | 编号 id 代码 code',
  name: '姓名 名字 客户姓名 会员姓名 患者姓名 病人姓名 联系人 联系人姓名 顾客姓名 收货人 收货人姓名 车主 车主姓名 fullname name contactname contact contactperson patientname membername customername clientname ownername | 客户名称 客户 顾客 会员 患者 customer client patient member 昵称 微信昵称 displayname',
  family: '姓 姓氏 lastname surname familyname contactlastname',
  given: '名 firstname givenname forename contactfirstname',
  sex: '性别 客户性别 sex gender',
  salutation: '称呼 称谓 尊称 salutation prefix courtesytitle formofaddress honorific',
  phone:
    '手机号 手机 手机号码 手机1 联系电话 联系手机 电话 电话号码 联系方式 移动电话 会员手机号 客户电话 客户手机 收货人手机号 患者电话 mobile mobilephone mobilenumber mobilephonenumber phone phonenumber cellphone cell telephone tel telephonenumber contactnumber contactphone primaryphone phoneno mobileno | 电话1 座机 固定电话 办公电话 businessphone workphone mainphone phone1 homephone',
  otherPhone:
    '备用电话 其他电话 其它电话 手机2 电话2 备用手机 第二电话 otherphone alternatephone alternativephone secondaryphone phone2 mobile2 assistantphone asstphone',
  familyPhone:
    '家属电话 家属手机 家人电话 家属联系电话 家属联系方式 紧急联系电话 紧急联系人电话 监护人电话 家长电话 familyphone nextofkinphone emergencyphone emergencycontactphone emergencycontactnumber guardianphone parentphone carerphone',
  extension: '分机 分机号 extension ext phoneextension phoneext',
  birthday: '生日 出生日期 出生年月日 出生年月 会员生日 birthday birthdate dateofbirth dob',
  age: '年龄 患者年龄 age patientage',
  class:
    '会员等级 会员级别 会员类型 客户等级 客户级别 等级 卡等级 卡类型 客户分类 vip等级 membershiplevel memberlevel membershiptier tier customerclass loyaltytier loyaltylevel customertier customergrade | 级别 level grade segment class customertype 客户类型 rating',
  language: '语言 方言 语种 首选语言 沟通语言 preferredlanguage language languagepreference spokenlanguage | locale',
  preferredHours:
    '方便接听时段 方便接听时间 接听时段 方便时间 方便时段 方便联系时间 联系时间 适合来电时间 回访时段 回访时间 besttime besttimetocall preferredtime preferredhours preferredcontacttime preferredcalltime timetocall calltime callingtime',
  optOut:
    '是否拒绝来电 拒绝来电 拒绝电话 免打扰 勿扰 请勿致电 不接受来电 谢绝来电 是否免打扰 donotcall donotphone donotallowphonecalls dnc nocalls calloptout phoneoptout optoutofcalls optout donotcontact unsubscribedfromcalls',
  consent:
    '同意回访 是否同意回访 同意电话回访 接受回访 是否接受回访 同意来电 是否同意来电 consent calleconsent callconsent phoneconsent consenttocall contactconsent maycall maywecall oktocall allowcalls allowphonecalls permissiontocall',
  company:
    '公司 公司名称 单位 单位名称 企业名称 企业 工作单位 company companyname accountname organisation organization organisationname organizationname employer business businessname | account',
  jobTitle: '职务 职位 岗位 头衔 jobtitle position jobposition jobrole | title role',
  email: '邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email emailaddress mail primaryemail email1',
  note: '备注 备注信息 客户备注 说明 note notes remark remarks comment comments description customernotes memo',
  serviceKind:
    '最近服务类型 服务类型 服务项目 项目类型 就诊类型 业务类型 服务类别 就诊类别 工单类型 维修类型 消费类型 servicetype typeofservice visittype jobtype projecttype casetype appointmenttype ordertype servicekind | 类型 类别 项目 type category service 服务 subject',
  serviceItem:
    '最近购买商品 购买商品 商品名称 商品 产品 产品名称 最近购买产品 车型 车辆 车辆型号 设备 设备型号 项目名称 vehicle vehiclemodel carmodel car product productname item itemname purchaseditem lastproduct productpurchased model | make equipment asset procedure 手术名称 诊断',
  serviceDate:
    '最近消费日期 最近消费时间 上次消费时间 上次消费日期 最近一次消费时间 最后消费时间 消费日期 消费时间 购买日期 购买时间 就诊日期 就诊时间 就诊或手术日期 手术日期 完成日期 完成时间 竣工日期 验收日期 交付日期 服务日期 服务时间 维修日期 保养日期 进店日期 交易日期 成交日期 成交时间 下单时间 下单日期 付款时间 送货日期 安装日期 lastservice lastservicedate servicedate dateofservice lastvisit lastvisitdate visitdate lastpurchase lastpurchasedate purchasedate orderdate lastorderdate completiondate completedon completed datecompleted completeddate closedate closeddate invoicedate appointmentdate proceduredate surgerydate deliverydate lastappointment | 日期 date 时间 lastactivitydate',
  serviceEnd: '出院日期 出院时间 结束日期 结束时间 离店日期 discharged dischargedate dateofdischarge enddate serviceend checkoutdate',
  serviceNumber:
    '项目编号 订单号 订单编号 合同编号 合同号 工单号 工单编号 单号 服务单号 维修单号 交易号 交易流水号 流水号 小票号 projectnumber projectno projectid projectcode ordernumber orderno orderid jobnumber jobno jobid invoicenumber invoiceno invoiceid workorder workordernumber ticketid ticketnumber caseno casenumber caseid contractnumber contractno servicenumber | reference ref',
  serviceBy:
    '专属导购 导购 销售顾问 服务顾问 主诊医生 主治医生 医生 接诊医生 手术医生 负责工程师 工程师 技师 维修技师 经办人 客户经理 负责人 服务人员 业务员 technician serviceby servicedby mechanic doctor physician surgeon consultant engineer adviser advisor serviceadvisor serviceadviser salesperson salesrep salesadvisor stylist assistant | owner contactowner 所有人 销售 专员',
  serviceWhere:
    '所属门店 门店 门店名称 店铺 消费门店 科室 就诊科室 服务网点 网点 分店 store storename shop branch branchname location clinic ward servicelocation site servicecentre servicecenter dealer outlet | 城市 city 部门 department 地区 区域 region',
  nextDate:
    '预约复诊日期 复诊日期 下次复诊日期 证书到期日 证书到期日期 到期日 到期日期 有效期至 有效期 下次保养日期 下次服务日期 下次预约 年检日期 motdue motduedate nextservice nextservicedate nextservicedue servicedue nextvisit nextvisitdate nextappointment duedate expirydate expirationdate expires expiry renewaldate followupdate renewal nextdate',
  more: '可用积分 积分 积分余额 累计消费 累计消费金额 累计金额 消费次数 购买次数 客单价 储值余额 余额 注册时间 注册日期 入会日期 入会时间 成为客户时间 地址 住址 家庭住址 微信号 微信 身份证 points pointsbalance balance lifetimespend lifetimevalue totalspend totalspent address street postcode zip zipcode country membersince createdate createddate leadsource leadstatus lifecyclestage',
  skip: '序号 行号 no sn rownumber lineno 未导入的原因whynotimported',
};

/** Parts of a header, tried in this order when no whole header fits. */
const PARTS: readonly (readonly [RegExp, FieldId])[] = [
  [/(拒绝|免打扰|勿扰|谢绝).*(来电|电话|回访|联系)?|donot(call|phone|contact|allow)/, 'optOut'],
  [/(同意|接受|允许).*(回访|来电|电话)|consent.*call|call.*consent/, 'consent'],
  [/(家属|家人|紧急|监护|家长|亲属).*(电话|手机|联系方式)|(family|emergency|guardian|kin|parent).*(phone|mobile|tel)/, 'familyPhone'],
  [/(备用|其他|其它|第二).*(电话|手机)|(other|alt|second).*(phone|mobile|tel)/, 'otherPhone'],
  [/(手机|电话)(号|号码)?$|(mobile|phone|telephone|cell)(number|no)?$/, 'phone'],
  [/分机|extension$/, 'extension'],
  [/出生|生日|birth/, 'birthday'],
  [/(下次|到期|复诊|有效期|续费|年检)|(next|due|expir|renewal).*(date|on)$|due$/, 'nextDate'],
  [/(出院|离店).*(日期|时间)|discharge/, 'serviceEnd'],
  [
    /(消费|购买|就诊|手术|服务|维修|完成|交易|下单|保养|安装|送货|交付|成交|到店).*(日期|时间|日)$|(service|visit|purchase|order|complet|repair|delivery|surgery).*date$/,
    'serviceDate',
  ],
  [/(方便|接听|适合|最佳).*(时段|时间)|(best|preferred|convenient).*(time|hours)/, 'preferredHours'],
  [/(会员|客户|顾客|患者|病历|病人|卡).*(编号|号|id|号码)$|(customer|member|client|patient|card|account).*(id|no|number)$/, 'number'],
  [/(订单|项目|合同|工单|单据|小票|流水).*(号|编号|id)$|(order|project|job|invoice|ticket|case|contract).*(id|no|number)$/, 'serviceNumber'],
  [/(等级|级别|卡种)$|(tier|level)$/, 'class'],
  [/语言|方言|language/, 'language'],
  [/(姓名|联系人)$|fullname$/, 'name'],
  [/(服务|就诊|项目|业务|维修|工单).*(类型|类别|种类)$|(service|visit|job|project).*(type|kind|category)$/, 'serviceKind'],
  [/(商品|产品|车型|型号|品名)(名称)?$|(product|vehicle|item)(name|model)?$/, 'serviceItem'],
  [/(门店|店铺|科室|网点|分店|院区)$|(store|branch|clinic)(name)?$/, 'serviceWhere'],
  [/(医生|导购|顾问|技师|工程师|经办人|店员)$|(technician|doctor|engineer|advis[eo]r|salesperson|consultant)(name)?$/, 'serviceBy'],
  [/邮箱|邮件|email/, 'email'],
  [/备注|remark|notes?$|comments?$/, 'note'],
  [/职务|职位|jobtitle/, 'jobTitle'],
  [/(公司|单位|企业)(名称)?$|company/, 'company'],
  [/积分|累计|余额|次数|客单价|储值|注册|入会|地址|微信|points|balance|spen[dt]|address|lifetime/, 'more'],
];

const CERTAIN = 0.95;
const LIKELY = 0.6;
const PARTLY = 0.75;

const DICTIONARY = new Map<string, { field: FieldId; confidence: number }>();
for (const [field, words] of Object.entries(WORDS) as [FieldId, string][]) {
  const [certain = '', likely = ''] = words.split('|');
  for (const word of likely.trim().split(' ')) if (word) DICTIONARY.set(word, { field, confidence: LIKELY });
  for (const word of certain.trim().split(' ')) if (word) DICTIONARY.set(word, { field, confidence: CERTAIN });
}

/** `E-mail *` → `email`, `累计消费(元)` → `累计消费`. */
export function normaliseHeader(header: string): string {
  // No header is longer; the patterns of this file would read a cell of megabytes over and over.
  const plain = header.slice(0, 120).normalize('NFKC').toLowerCase();
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
  return letters(plain.replace(/[([{【][^()[\]{}【】]*[)\]}】]/g, '')) || letters(plain);
}

/** What a header says by its words alone. Null: nothing that we know. */
export function fieldOfHeader(header: string): { field: FieldId; confidence: number } | null {
  const plain = normaliseHeader(header);
  const known = DICTIONARY.get(plain);
  if (known) return known;
  if (plain === '' || plain.length > 40) return null;
  for (const [part, field] of PARTS) if (part.test(plain)) return { field, confidence: PARTLY };
  return null;
}
